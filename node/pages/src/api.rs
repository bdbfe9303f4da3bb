//! The documentation of the API, made from its OpenAPI document: an overview, a page for each route, and one for each type.
//!
//! What the document says is English in every language of the interface; only what stands around it is translated.

use askama::Template;

use crate::parts::Link;
use crate::{Frame, Html};

/// The overview.
#[derive(Debug, Template)]
#[template(path = "api.html")]
pub struct ApiPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The documentation.
    pub api: &'a Api,
}

/// A route.
#[derive(Debug, Template)]
#[template(path = "api_route.html")]
pub struct RoutePage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The route.
    pub route: &'a Route,
    /// A command that asks for it.
    pub curl: String,
}

/// A type.
#[derive(Debug, Template)]
#[template(path = "api_type.html")]
pub struct TypePage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The type.
    pub shape: &'a Type,
}

/// What there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Api {
    /// Version of the program.
    pub version: String,
    /// What is to be known of all routes.
    pub about: Html,
    /// The routes by subject.
    pub groups: Vec<Group>,
    /// Types of bodies and answers.
    pub types: Vec<Type>,
}

impl Api {
    /// The route with this id.
    pub fn route(&self, id: &str) -> Option<&Route> {
        self.groups.iter().flat_map(|group| &group.routes).find(|route| route.id == id)
    }

    /// The type of this name.
    pub fn shape(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|shape| shape.name == name)
    }
}

/// Routes on one subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub about: String,
    /// The routes.
    pub routes: Vec<Route>,
}

/// Something that can be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// Names it in addresses.
    pub id: String,
    /// The method, in capitals.
    pub method: String,
    /// The path, with `{…}` for what differs.
    pub path: String,
    /// In a line.
    pub summary: String,
    /// More about it.
    pub about: Html,
    /// Who may ask.
    pub access: Access,
    /// What may be asked.
    pub parameters: Vec<Parameter>,
    /// What is handed in.
    pub body: Option<Body>,
    /// What comes back.
    pub answers: Vec<Answer>,
}

/// Who may ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Access {
    /// Whoever reaches the node.
    #[default]
    Everybody,
    /// Whoever has one of these roles.
    Roles(Vec<String>),
}

/// Something that may be asked with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it stands: `query`, `path` or `header`.
    pub place: String,
    /// There is no answer without it.
    pub required: bool,
    /// What it means.
    pub about: Html,
    /// Its values, in words.
    pub kind: String,
    /// What it is when it is not given; may be empty.
    pub usual: String,
    /// As it is written; may be empty.
    pub example: String,
}

/// What is handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// What it is.
    pub about: Html,
    /// Media types.
    pub media_types: Vec<String>,
    /// Its form.
    pub form: Vec<Piece>,
    /// Examples with their names.
    pub examples: Vec<(String, String)>,
}

/// What comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: String,
    /// When that is.
    pub about: Html,
    /// Media types.
    pub media_types: Vec<String>,
    /// Its form.
    pub form: Vec<Piece>,
    /// Headers that it has, besides those of every answer.
    pub headers: Vec<String>,
}

/// A piece of the description of a form: words, or the name of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A type of the documentation.
    Type(String),
}

/// A type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: Html,
    /// Its form, where it is no object.
    pub form: Vec<Piece>,
    /// Its members.
    pub members: Vec<Member>,
}

/// A member of an object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// It is always there.
    pub required: bool,
    /// Its form.
    pub form: Vec<Piece>,
    /// What it means.
    pub about: Html,
}

impl RoutePage<'_> {
    fn way_here(&self) -> Vec<Link> {
        vec![Link::new("/api/docs", self.frame.t("api-documentation"))]
    }

    fn place(&self, parameter: &Parameter) -> String {
        self.frame.t(match parameter.place.as_str() {
            "path" => "api-in-path",
            "header" => "api-in-header",
            _ => "api-in-query",
        })
    }

    fn access(&self) -> String {
        access(self.frame, &self.route.access)
    }

    fn example_id(&self, number: &usize) -> String {
        format!("example-{number}")
    }
}

impl ApiPage<'_> {
    fn version_said(&self) -> String {
        self.frame.tx("api-version", &[("version", &self.api.version)])
    }

    fn access(&self, route: &Route) -> String {
        access(self.frame, &route.access)
    }
}

impl TypePage<'_> {
    fn way_here(&self) -> Vec<Link> {
        vec![Link::new("/api/docs", self.frame.t("api-documentation"))]
    }
}

fn access(frame: &Frame, access: &Access) -> String {
    match access {
        Access::Everybody => frame.t("api-access-everybody"),
        Access::Roles(roles) => {
            let names: Vec<String> = roles.iter().map(|role| crate::settings::role_name(frame, role)).collect();
            names.join(", ")
        }
    }
}

#[cfg(test)]
mod tests;
