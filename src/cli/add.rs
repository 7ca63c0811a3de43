//! Adding administrators and councils without a browser.

use crate::access::password::Hasher;
use crate::access::{self, AccessError};
use crate::audit;
use crate::certificates::document::characters_without_a_glyph;
use crate::config::Settings;
use crate::councils;
use crate::db::{self, Db};
use crate::kernel::{Clock, EmailAddress, Nation, Random};
use crate::people::{self, PersonName, StaffRole};
use anyhow::{Context, anyhow, bail};
use std::io::IsTerminal;
use zeroize::Zeroizing;

fn open(settings: &Settings) -> anyhow::Result<Db> {
    let target = settings.target()?;
    db::migrate(&target)?;
    Ok(Db::open(target)?)
}

/// Adds an administrator, or makes one of somebody who has an account.
pub async fn administrator(settings: &Settings, name: &str, email: &str) -> anyhow::Result<()> {
    let name = PersonName::parse(name).map_err(|_| anyhow!("--name must be 1 to 80 characters"))?;
    let unprintable: String = characters_without_a_glyph(name.as_str()).into_iter().collect();
    if !unprintable.is_empty() {
        bail!("no certificate could print {unprintable:?}: write the name without it");
    }
    let address = EmailAddress::parse(email)
        .map_err(|_| anyhow!("--email must be an address in full, like name@council.gov.uk"))?;
    let db = open(settings)?;
    let sought = address.clone();
    let known = db.read(move |conn| people::find_person_by_address(conn, &sought)).await?;
    let phc = match known {
        Some(_) => None,
        None => Some(new_password(name.as_str(), email).await?),
    };
    let now = Clock::Real.now();
    let shown = address.text.clone();
    db.write(move |conn| {
        let person = match people::find_person_by_address(conn, &address)? {
            Some(person) => person.id,
            None => people::add_person(conn, &name, &address, now)?,
        };
        if let Some(phc) = &phc {
            access::set_first_password(conn, person, phc, now)?;
        }
        people::grant_staff(conn, person, StaffRole::Administrator, now)?;
        let entry = audit::Entry {
            actor: None,
            act: "administrator-added",
            about: Some(person),
            council: None,
            facts: serde_json::json!({}),
        };
        audit::record(conn, &entry, now)?;
        Ok::<_, AccessError>(())
    })
    .await?;
    println!("{shown} is an administrator. Sign in at {}/sign-in", settings.base()?);
    Ok(())
}

async fn new_password(name: &str, email: &str) -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        eprintln!("Type a password of at least 12 characters, and Enter:");
    }
    let mut line = Zeroizing::new(String::new());
    std::io::stdin().read_line(&mut line).context("cannot read the password")?;
    let password = Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned());
    if let Err(fault) = access::check_password(&password, &[name, email]) {
        bail!(
            "that password will not do ({fault:?}): take three words that have nothing in common"
        );
    }
    Ok(Hasher::new(1).hash(password, Random::Os.bytes()).await?)
}

/// Adds a council.
pub async fn council(settings: &Settings, name: &str, nation: Nation) -> anyhow::Result<()> {
    let (db, now, added) = (open(settings)?, Clock::Real.now(), name.to_owned());
    db.write(move |conn| councils::add_council(conn, None, &added, nation, now)).await?;
    println!("{name} is a council.");
    Ok(())
}

/// The demo's people share one hash, so that a demo starts quickly.
pub async fn hash_of(password: &str) -> anyhow::Result<String> {
    let password = Zeroizing::new(password.to_owned());
    Ok(Hasher::new(1).hash(password, Random::Os.bytes()).await?)
}
