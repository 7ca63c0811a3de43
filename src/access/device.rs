//! Devices, as the list of sessions names them.

/// A device as its owner would name it, from what its browser says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device(pub String);

impl Device {
    /// Reads a `User-Agent`; what it does not know it calls a device.
    pub fn from_user_agent(agent: &str) -> Device {
        let find = |known: &[(&str, &'static str)]| {
            known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
        };
        let browser = find(&[
            ("Edg/", "Edge"),
            ("SamsungBrowser", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"),
            ("CriOS", "Chrome"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ]);
        let system = find(&[
            ("iPhone", "an iPhone"),
            ("iPad", "an iPad"),
            ("Android", "an Android device"),
            ("Windows", "a Windows computer"),
            ("CrOS", "a Chromebook"),
            ("Mac OS", "a Mac"),
            ("Linux", "a Linux computer"),
        ]);
        Device(match (browser, system) {
            (Some(browser), Some(system)) => format!("{browser} on {system}"),
            (Some(browser), None) => browser.to_owned(),
            (None, Some(system)) => system.replacen('a', "A", 1),
            (None, None) => "Another device".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_as_its_owner_would() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
                "Safari on an iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge on a Windows computer",
            ),
            ("curl/8.0", "Another device"),
            ("", "Another device"),
        ] {
            assert_eq!(Device::from_user_agent(agent).0, name);
        }
    }
}
