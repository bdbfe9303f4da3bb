//! How large a picture is, and on which ground it stands.

/// Size of a picture in CSS pixels. The functions that draw keep it between [`Size::LEAST`] and [`Size::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Size {
    /// Below this no chart can be read.
    pub const LEAST: Size = Size { width: 240, height: 180 };
    /// Above this a picture would only take memory: 64 MB as PNG while it is drawn.
    pub const MOST: Size = Size { width: 4000, height: 4000 };

    /// This size, brought between the least and the most.
    pub(crate) fn bounded(self) -> (f64, f64) {
        let width = self.width.clamp(Self::LEAST.width, Self::MOST.width);
        let height = self.height.clamp(Self::LEAST.height, Self::MOST.height);
        (f64::from(width), f64::from(height))
    }
}

/// The ground on which a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white.
    Light,
    /// Light on nearly black.
    Dark,
    /// Part of a web page: no ground and no font of its own, texts and axes in `currentColor`, and the title only for
    /// screen readers, since the page has it as a heading. Everything carries a class whose name starts with `chart-`,
    /// so the page's stylesheet decides.
    Page,
}

/// What a part is painted with: a colour, and how much of it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paint {
    pub(crate) colour: &'static str,
    pub(crate) cover: f64,
}

const fn full(colour: &'static str) -> Paint {
    Paint { colour, cover: 1.0 }
}

/// The colours of a theme.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ink {
    /// Behind everything.
    pub(crate) ground: Option<&'static str>,
    pub(crate) text: Paint,
    pub(crate) muted: Paint,
    pub(crate) axis: Paint,
    pub(crate) grid: Paint,
    /// One after the other for series; with more, they start again.
    pub(crate) series: [&'static str; 8],
    /// Classes of a map, from few to many.
    pub(crate) classes: [Paint; 5],
    /// Countries whose figure is not known.
    pub(crate) unknown: Paint,
    /// Land that the map does not speak of.
    pub(crate) land: Paint,
    /// Borders between countries.
    pub(crate) border: Paint,
}

/// Okabe and Ito, «Color Universal Design» (2008): told apart with every form of colour vision. Black becomes the
/// text's colour; yellow, which cannot be seen on white, stands last and is darker there.
const OKABE_ITO: [&str; 7] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442"];

const fn series(text: &'static str, blue: &'static str, yellow: &'static str) -> [&'static str; 8] {
    let [_, vermilion, green, purple, orange, sky, _] = OKABE_ITO;
    [blue, vermilion, green, purple, orange, sky, text, yellow]
}

impl Ink {
    /// The colours of `theme`.
    pub(crate) fn of(theme: Theme) -> Ink {
        match theme {
            Theme::Light => LIGHT,
            Theme::Dark => DARK,
            Theme::Page => PAGE,
        }
    }
}

const LIGHT: Ink = Ink {
    ground: Some("#FFFFFF"),
    text: full("#1A1A1A"),
    muted: full("#595959"),
    axis: full("#595959"),
    grid: full("#DDDDDD"),
    series: series("#1A1A1A", OKABE_ITO[0], "#8F8500"),
    classes: [full("#D6E6F4"), full("#A3CAE6"), full("#62A1D2"), full("#2672B0"), full("#0A3F78")],
    unknown: full("#CFCFCF"),
    land: full("#F0F0EE"),
    border: full("#FFFFFF"),
};

const DARK: Ink = Ink {
    ground: Some("#16181C"),
    text: full("#F0F0F0"),
    muted: full("#B4B8BE"),
    axis: full("#B4B8BE"),
    grid: full("#3A3E45"),
    series: series("#F0F0F0", "#3D9BD9", OKABE_ITO[6]),
    classes: [full("#123657"), full("#1F5A8F"), full("#3E87C4"), full("#86B9E2"), full("#DCECF9")],
    unknown: full("#5A5E66"),
    land: full("#24272D"),
    border: full("#16181C"),
};

const fn current(cover: f64) -> Paint {
    Paint { colour: "currentColor", cover }
}

const fn blue(cover: f64) -> Paint {
    Paint { colour: OKABE_ITO[0], cover }
}

const PAGE: Ink = Ink {
    ground: None,
    text: current(1.0),
    muted: current(0.75),
    axis: current(0.75),
    grid: current(0.18),
    series: series("currentColor", OKABE_ITO[0], "#A89C00"),
    classes: [blue(0.16), blue(0.36), blue(0.56), blue(0.78), blue(1.0)],
    unknown: current(0.25),
    land: current(0.06),
    border: current(0.5),
};
