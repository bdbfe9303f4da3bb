//! The web pages of a node: templates, style, languages. View models go in, HTML comes out.
//!
//! Nothing here knows HTTP, a store or a clock. Each page is a module with its view model, a template in `templates/`,
//! texts in `locales/`, and its share of the style in `assets/pages/`; all of it is compiled in. [`Frame`] is what every
//! page has around it, and the reader's language.
//!
//! Pages carry no style or script of their own and ask no other host for anything: they work under
//! [`assets::CONTENT_SECURITY_POLICY`].

pub mod api;
pub mod approvals;
pub mod assets;
pub mod card;
pub mod compare;
pub mod error;
pub mod figures;
mod frame;
mod given;
pub mod home;
mod html;
mod locale;
pub mod name;
pub mod network;
pub mod parts;
pub mod phrase;
pub mod publish;
pub mod record;
#[cfg(test)]
mod sample;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod topics;

#[cfg(test)]
mod testing;

pub use askama::Template;
pub use frame::{Frame, Look, Place, Site, Visitor};
pub use given::Given;
pub use html::Html;
pub use locale::{LANGUAGES, Locale};
