//! The table of addresses that follow the conventions of the field beside our own API: what programs that exist already
//! ask for. `docs/analysts.md` says which programs these are.

use axum::routing::get;

use super::eurostat;
use super::routes::{Route, free, read};
use super::{dcat, feeds, topics};

/// Everything that is asked by the conventions of the field. All of it is read, and all of it is on the public door too.
pub(crate) const CONVENTIONS: &[Route] = &[
    read("/dcat", || get(dcat::page)),
    read("/dcat.ttl", || get(dcat::page)),
    read("/dcat.jsonld", || get(dcat::page)),
    read("/dcat.rdf", || get(dcat::page)),
    read("/topics.ttl", || get(topics::file)),
    read("/topics.jsonld", || get(topics::file)),
    read("/topics.rdf", || get(topics::file)),
    read("/feeds/records.atom", || get(feeds::records)),
    read("/feeds/topics/{file}", || get(feeds::topic)),
    read("/feeds/members/{file}", || get(feeds::member)),
    read("/eurostat/api/dissemination/statistics/1.0/data/{code}", || get(eurostat::statistics)),
    read("/eurostat/api/dissemination/catalogue/toc/txt", || get(eurostat::contents)),
    read("/eurostat/api/dissemination/catalogue/metabase.txt.gz", || get(eurostat::metabase)),
    read("/eurostat/api/dissemination/sdmx/2.1/{*query}", || get(eurostat::sdmx)),
    read("/sdmx/2.1/{*query}", || get(eurostat::sdmx)),
];

/// What only the house has: the feed of a saved search, for whoever knows its secret. Readers of feeds cannot sign in.
pub(crate) const OF_THE_HOUSE: &[Route] = &[free("/feeds/searches/{file}", || get(feeds::search))];
