//! What statistical programs ask for under Eurostat's addresses: JSON-stat, SDMX REST 2.1, and the lists by which they
//! find what there is. A dataflow is a measure, with all figures that the caller may read.
//!
//! Refusals have the forms that these programs expect. Parameters that are not known are passed over: programs send many,
//! and each its own.

mod fault;
mod flow;
mod lists;
mod sdmx;
mod statistics;

#[cfg(test)]
mod tests;

use std::io::Write as _;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

pub(super) use lists::{contents, metabase};
pub(super) use sdmx::query as sdmx;
pub(super) use statistics::data as statistics;

use self::fault::Fault;
use super::error::Refusal;
use super::params::Params;
use super::records::tagged;
use super::routes::Shared;

/// What begins every address.
pub(super) const ROOT: &str = "/eurostat/api/dissemination";

/// Does the work at one of the few places, and says what went wrong in the way of these programs.
async fn answered(
    shared: &Shared,
    say: fn(Fault) -> Response,
    work: impl FnOnce() -> Result<Response, Fault> + Send + 'static,
) -> Response {
    let done = shared.places.work(move || Ok(work())).await;
    done.unwrap_or_else(|refusal| Err(refusal.into())).unwrap_or_else(say)
}

/// A file, as bytes that the caller asked to have compressed, or as they are. Eurostat says of the former only that they
/// are such a file: no `Content-Encoding`, so that programs save it as it is.
fn file(headers: &HeaderMap, params: &Params, bytes: Vec<u8>, media_type: &'static str) -> Result<Response, Fault> {
    if !asks(params, "compressed", "true") {
        return Ok(tagged(headers, bytes.into(), HeaderValue::from_static(media_type)));
    }
    Ok(tagged(headers, gzip(&bytes)?.into(), HeaderValue::from_static("application/gzip")))
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    let written = out.write_all(bytes).and_then(|()| out.finish());
    written.map_err(|error| Fault::Other(Refusal::internal(format!("cannot compress: {error}"))))
}

/// The value of a parameter, whatever the case of its name.
fn text<'a>(params: &'a Params, name: &str) -> Option<&'a str> {
    let found = params.pairs().find(|(known, value)| known.eq_ignore_ascii_case(name) && !value.is_empty());
    found.map(|(_, value)| value)
}

fn asks(params: &Params, name: &str, value: &str) -> bool {
    text(params, name).is_some_and(|given| given.eq_ignore_ascii_case(value))
}

/// The language of labels; English where none is given.
fn lang(params: &Params) -> String {
    text(params, "lang").unwrap_or("en").to_ascii_lowercase()
}

/// Which media type of `known` the caller wants first; none when it takes anything or names none of them.
pub(super) fn accepted<'a>(headers: &HeaderMap, known: &[&'a str]) -> Option<&'a str> {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    let mut wanted: Vec<(f32, String)> = Vec::new();
    for part in lines.flat_map(|line| line.split(',')).take(32) {
        let mut pieces = part.split(';').map(|piece| piece.trim().to_ascii_lowercase());
        let mut name = pieces.next().unwrap_or_default();
        let mut weight = 1.0;
        for piece in pieces {
            match piece.strip_prefix("q=") {
                Some(text) => weight = text.parse().unwrap_or(0.0),
                None => name.push_str(&format!(";{}", piece.replace(' ', ""))),
            }
        }
        wanted.push((weight, name));
    }
    // Stable: of equal weights, what stands first.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let fits =
        |name: &str| known.iter().find(|known| **known == name || known.split(';').next() == Some(name)).copied();
    wanted.iter().filter(|(weight, _)| *weight > 0.0).find_map(|(_, name)| fits(name))
}
