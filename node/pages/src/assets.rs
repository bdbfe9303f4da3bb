//! Style and script: compiled in, named by their content so that browsers may keep them for ever.

use std::sync::LazyLock;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

/// What pages may load: their own style, script and pictures, and nothing from elsewhere.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A file of style or script.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its name in `/assets/`, with a part that follows from its content.
    pub name: String,
    /// Media type.
    pub media_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

/// One file from these parts.
macro_rules! joined {
    ($($file:literal),* $(,)?) => { concat!($(include_str!(concat!("../assets/", $file)), "\n"),*) };
}

const STYLE: &str = joined!(
    "base.css",
    "pages/home.css",
    "pages/topics.css",
    "pages/search.css",
    "pages/record.css",
    "pages/compare.css",
    "pages/publish.css",
    "pages/approvals.css",
    "pages/network.css",
    "pages/settings.css",
    "pages/sign_in.css",
    "pages/api.css",
);

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        asset("style", "css", "text/css; charset=utf-8", STYLE.as_bytes()),
        asset("script", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/script.js")),
        asset("icon", "svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
    ]
});

fn asset(name: &str, ending: &str, media_type: &'static str, bytes: &[u8]) -> Asset {
    let digest = HEXLOWER.encode(&Sha256::digest(bytes)[..6]);
    Asset { name: format!("{name}-{digest}.{ending}"), media_type, bytes: bytes.to_vec() }
}

/// All files.
pub fn all() -> &'static [Asset] {
    &ASSETS
}

/// Path of the file that was `style`, `script` or `icon`.
pub fn path(stem: &str) -> String {
    let found = ASSETS.iter().find(|asset| asset.name.split('-').next() == Some(stem));
    found.map_or_else(String::new, |asset| format!("/assets/{}", asset.name))
}
