//! Pictures in pixels.

use emn_chart::chart::{Chart, Figure, Form};
use emn_chart::look::{Size, Theme};
use emn_chart::png;
use resvg::tiny_skia::Pixmap;

use Figure::{Reserved as R, Suppressed as S, Value as V};

use crate::charts::{map, over_years};

const SMALL: Size = Size { width: 320, height: 240 };

fn pixels(chart: &Chart, size: Size, theme: Theme) -> Pixmap {
    let packed = png(chart, size, theme).expect("the chart can be painted");
    Pixmap::decode_png(&packed).expect("it is a PNG")
}

fn holds(picture: &Pixmap, rgb: (u8, u8, u8)) -> bool {
    picture.pixels().iter().any(|pixel| (pixel.red(), pixel.green(), pixel.blue()) == rgb)
}

#[test]
fn png_has_the_size_asked_for_and_the_colours_of_its_theme() {
    let chart = over_years(Form::Bar, &[("NL", &[V(10.0), V(20.0)])]);
    let light = pixels(&chart, SMALL, Theme::Light);
    assert_eq!((light.width(), light.height()), (320, 240));
    assert!(holds(&light, (255, 255, 255)) && holds(&light, (0x00, 0x72, 0xB2)));
    assert!(holds(&pixels(&chart, SMALL, Theme::Dark), (0x16, 0x18, 0x1C)));
}

#[test]
fn png_writes_greek_and_cyrillic_with_its_own_font() {
    let titled = |title: &str| Chart {
        title: title.to_owned(),
        subtitle: String::new(),
        ..over_years(Form::Bar, &[("NL", &[V(1.0)])])
    };
    let dark = |title: &str| {
        let picture = pixels(&titled(title), SMALL, Theme::Light);
        let line = picture.pixels().iter().take(320 * 36);
        line.filter(|pixel| pixel.red() < 100).count()
    };
    let none = dark("");
    let (latin, greek, ukrainian) = (dark("Victims"), dark("Θύματα"), dark("Жертви ґ"));
    assert!(latin > none + 50 && greek > none + 50 && ukrainian > none + 50, "{latin} {greek} {ukrainian}");
}

#[test]
fn png_of_every_form_can_be_painted() {
    for form in [Form::Line, Form::SmallMultiples, Form::Bar] {
        let chart = over_years(form, &[("NL", &[V(1.0), S, R(3.0)]), ("BE", &[R(1.0), V(2.0), V(3.0)])]);
        for theme in [Theme::Light, Theme::Dark, Theme::Page] {
            assert!(png(&chart, SMALL, theme).is_ok(), "{form:?} {theme:?}");
        }
    }
    let map = pixels(&map(&[("DE", V(9.0)), ("FR", V(1.0)), ("ES", S)]), SMALL, Theme::Light);
    assert!(holds(&map, (0x0A, 0x3F, 0x78)) && holds(&map, (0xD6, 0xE6, 0xF4)));
}

#[test]
fn png_of_a_size_beyond_all_measure_is_bounded() {
    let none = Size { width: 0, height: 0 };
    let chart = over_years(Form::Line, &[]);
    assert_eq!(pixels(&chart, none, Theme::Light).width(), Size::LEAST.width);
}
