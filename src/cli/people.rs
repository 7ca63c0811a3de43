//! Erasing a person.

use super::check::open;
use super::erasures;
use crate::config::{Settings, Target};
use crate::db::Db;
use crate::kernel::{Clock, EmailAddress, PersonId};
use crate::people::{self, PeopleError, Person};
use crate::privacy::{self, LEDGERS, PrivacyError, RULES};
use anyhow::{anyhow, bail};

/// Says what erasing somebody does; with `yes` it does so.
pub async fn erase(
    settings: &Settings,
    email: Option<&str>,
    id: Option<i64>,
    yes: bool,
) -> anyhow::Result<()> {
    let target = settings.target()?;
    let db = open(&target).await?;
    let person = find(&db, email, id).await?;
    if !yes {
        print!("{}", plan(&person));
        return Ok(());
    }
    let (number, now) = (person.id, Clock::Real.now());
    db.write(move |conn| privacy::erase(conn, number, None, now)).await?;
    println!("Person {number} is erased.");
    if let Target::Sqlite(path) = &target {
        let list = erasures::beside(path);
        let all = db.read(privacy::list_erased).await?;
        erasures::write(&list, &serde_json::json!({ "erased": erasures::json(&all) }))?;
        println!("{} says so to whoever restores a backup.", list.display());
    }
    println!("Backups made until now still hold them: let those go as your retention says.");
    Ok(())
}

async fn find(db: &Db, email: Option<&str>, id: Option<i64>) -> anyhow::Result<Person> {
    let found = match (email, id) {
        (Some(email), _) => {
            let address = EmailAddress::parse(email).map_err(|_| {
                anyhow!("--email must be an address in full, like name@council.gov.uk")
            })?;
            db.read(move |conn| people::find_person_by_address(conn, &address)).await?
        }
        (None, Some(id)) => match db.read(move |c| people::get_person(c, PersonId(id))).await {
            Err(PeopleError::NotFound) => None,
            result => Some(result?),
        },
        (None, None) => None,
    };
    match found {
        Some(person) => Ok(person),
        None => bail!("there is nobody with that address or number"),
    }
}

fn plan(person: &Person) -> String {
    let mut lines = vec![match person.erased_at {
        Some(_) => format!("Person {} was erased before. Again would mean:", person.id),
        None => format!("To erase {} (person {}) means:", person.name, person.id),
    }];
    for (table, rule, words) in RULES.iter().chain(&LEDGERS) {
        lines.push(format!("  {table:<20} {:<8} {words}", rule.word()));
    }
    lines.push("Nothing was done. With --yes it is done, and cannot be undone.\n".to_owned());
    lines.join("\n")
}

/// Erases again whoever is on the list and still known here.
pub async fn replay(db: &Db, erased: Vec<people::Erased>) -> Result<usize, PrivacyError> {
    let now = Clock::Real.now();
    db.write(move |conn| privacy::replay(conn, &erased, now)).await
}
