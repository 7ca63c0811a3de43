//! Static files under names that change with their content, so that browsers keep them for ever.

use data_encoding::HEXLOWER;
use std::borrow::Cow;
use std::collections::HashMap;

#[derive(rust_embed::RustEmbed)]
#[folder = "static/"]
struct Static;

/// A file to serve.
#[derive(Debug, Clone)]
pub struct Asset {
    pub body: Cow<'static, [u8]>,
    pub mime: &'static str,
}

/// All static files, by the name in their address.
#[derive(Debug)]
pub struct Assets {
    by_address: HashMap<String, Asset>,
    addresses: HashMap<String, String>,
}

impl Assets {
    pub(super) fn load() -> Assets {
        let mut assets = Assets { by_address: HashMap::new(), addresses: HashMap::new() };
        for path in Static::iter() {
            let Some(file) = Static::get(&path) else { continue };
            let digest = HEXLOWER.encode(&file.metadata.sha256_hash());
            let (stem, ending) = path.rsplit_once('.').unwrap_or((&path, ""));
            let name = format!("{stem}.{}.{ending}", digest.get(..12).unwrap_or(&digest));
            assets.addresses.insert(path.to_string(), format!("/static/{name}"));
            assets.by_address.insert(name, Asset { body: file.data, mime: mime(ending) });
        }
        assets
    }

    /// The address of a file by its plain name.
    pub fn address(&self, name: &str) -> Option<&str> {
        self.addresses.get(name).map(String::as_str)
    }

    /// A file's text by its plain name.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        let address = self.address(name)?.strip_prefix("/static/")?;
        Some(String::from_utf8_lossy(&self.find(address)?.body))
    }

    /// The file at an address's last part.
    pub fn find(&self, name: &str) -> Option<&Asset> {
        self.by_address.get(name)
    }
}

fn mime(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
