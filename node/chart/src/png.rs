//! A chart as PNG, for documents: the SVG, set in the font of this crate.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{self, Options, Tree};
use thiserror::Error;

use crate::chart::Chart;
use crate::look::{Size, Theme};
use crate::svg::svg;

/// The font, regular and bold; `fonts/SOURCES.md` says where it comes from.
const FONTS: [&[u8]; 2] =
    [include_bytes!("../fonts/NotoSans-Regular.ttf"), include_bytes!("../fonts/NotoSans-Bold.ttf")];

/// Its name.
const FAMILY: &str = "Noto Sans";

/// Why a chart did not become a PNG.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PngError {
    /// The picture could not be read by the part that paints.
    #[error("the chart could not be painted ({0}): take it as SVG, and report the chart")]
    Svg(#[from] usvg::Error),
    /// There is not enough memory, or the size is beyond what can be painted.
    #[error("there is no memory for a picture of {width} by {height} pixels: choose a smaller size")]
    Memory {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// The pixels could not be packed.
    #[error("the picture could not be packed as PNG ({0}): take it as SVG, and report the chart")]
    Encoding(String),
}

/// Draws `chart` as PNG: the same picture as [`svg`], one pixel for each CSS pixel of `size`. For print, ask for a
/// larger size: texts keep theirs, and figures get more room.
///
/// [`Theme::Page`] has no ground: the picture is transparent, with black texts.
///
/// # Errors
/// If there is no memory for the picture, or the painter does not take it, which would be a defect of this crate.
pub fn png(chart: &Chart, size: Size, theme: Theme) -> Result<Vec<u8>, PngError> {
    let options = Options { font_family: FAMILY.to_owned(), fontdb: fonts(), ..Options::default() };
    let tree = Tree::from_str(&svg(chart, size, theme), &options)?;
    let pixels = tree.size().to_int_size();
    let (width, height) = (pixels.width(), pixels.height());
    let mut pixmap = Pixmap::new(width, height).ok_or(PngError::Memory { width, height })?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| PngError::Encoding(error.to_string()))
}

/// The fonts of this crate and no others: a picture is the same on every machine.
fn fonts() -> Arc<Database> {
    static FONTS_READ: OnceLock<Arc<Database>> = OnceLock::new();
    let read = || {
        let mut database = Database::new();
        for font in FONTS {
            database.load_font_data(font.to_vec());
        }
        database.set_sans_serif_family(FAMILY);
        Arc::new(database)
    };
    FONTS_READ.get_or_init(read).clone()
}
