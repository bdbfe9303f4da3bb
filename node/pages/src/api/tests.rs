use super::*;
use crate::testing::{HOSTILE, frames, rendered};

fn route() -> Route {
    Route {
        id: "series".to_owned(),
        method: "GET".to_owned(),
        path: "/api/v1/series".to_owned(),
        summary: "Figures of all members".to_owned(),
        about: Html::markdown("A published total is *preferred*.", 3),
        access: Access::Roles(vec!["reader".to_owned()]),
        parameters: vec![Parameter {
            name: "per".to_owned(),
            place: "query".to_owned(),
            required: true,
            about: Html::markdown("Per so many.", 3),
            kind: "integer".to_owned(),
            usual: "1".to_owned(),
            example: HOSTILE.to_owned(),
        }],
        body: Some(Body {
            about: Html::markdown("A record.", 3),
            media_types: vec!["application/json".to_owned()],
            form: vec![Piece::Words("a list of ".to_owned()), Piece::Type("Row".to_owned())],
            examples: vec![("practice".to_owned(), HOSTILE.to_owned()), ("other".to_owned(), "{}".to_owned())],
        }),
        answers: vec![Answer {
            status: "200".to_owned(),
            about: Html::markdown("The rows.", 3),
            media_types: vec!["application/json".to_owned(), "text/html".to_owned()],
            form: vec![Piece::Type("Row".to_owned())],
            headers: vec!["ETag".to_owned()],
        }],
    }
}

fn api() -> Api {
    let row = Type {
        name: "Row".to_owned(),
        about: Html::markdown("One number.", 2),
        form: vec![Piece::Words("an object".to_owned())],
        members: vec![Member {
            name: "value".to_owned(),
            required: false,
            form: vec![Piece::Words("integer".to_owned())],
            about: Html::markdown("The value.", 3),
        }],
    };
    let group = Group { name: "series".to_owned(), about: "Figures".to_owned(), routes: vec![route()] };
    Api { version: "0.1.0".to_owned(), about: Html::markdown("A node.", 2), groups: vec![group], types: vec![row] }
}

#[test]
fn documentation_is_shown_in_every_language() {
    for frame in frames() {
        let api = api();
        let overview = rendered(&ApiPage { frame: &frame, api: &api });
        assert!(overview.contains("href=\"/api/docs/series\"") && overview.contains("href=\"/api/docs/types/Row\""));
        let route = api.route("series").unwrap();
        let page = rendered(&RoutePage { frame: &frame, route, curl: "curl 'x'".to_owned() });
        assert!(page.contains("<em>preferred</em>") && page.contains("href=\"/api/docs/types/Row\""));
        let shape = api.shape("Row").unwrap();
        assert!(rendered(&TypePage { frame: &frame, shape }).contains("The value."));
        assert!(api.route("none").is_none() && api.shape("none").is_none());
    }
}
