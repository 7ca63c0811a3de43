//! Both databases sort and search names alike: by keys folded in Rust, never by the raw name.

use crate::kit::cast::name;
use crate::kit::database::scratch;
use chrono::DateTime;
use diesel::prelude::*;
use foundations::councils;
use foundations::db::Conn;
use foundations::db::schema::people;
use foundations::kernel::{EmailAddress, Nation, fold};
use foundations::people as room;

/// Twenty hard names, as a clerk would file them.
const FILED: [&str; 20] = [
    "Nguyễn Thị Ánh",
    "Bob ap Rhys Bach",
    "Zoë Brontë",
    "Ali Çelik",
    "anne d'arcy",
    "Anne D’Arcy",
    "Łucja Dąbrowska",
    "Ffion Dwyfor",
    "Jürgen Groß",
    "Åse Gundersen",
    "Siôn Ĥughes",
    "Cher",
    "Żaneta Łukaszewicz",
    "Mary-Jane Ngata Mac Lochlainn",
    "Seán Ó Murchú",
    "Aoife O'Neill",
    "Aoife O’Neill",
    "Søren Ødegård",
    "Ŵan Pŵys",
    "Ýr Þórsdóttir",
];

/// By key, and by the order of entry where keys are the same. Written out, so that the order is a
/// person's and not the program's.
const ORDER: [&str; 20] = [
    "Nguyễn Thị Ánh",
    "Bob ap Rhys Bach",
    "Zoë Brontë",
    "Ali Çelik",
    "Cher",
    "anne d'arcy",
    "Anne D’Arcy",
    "Łucja Dąbrowska",
    "Ffion Dwyfor",
    "Jürgen Groß",
    "Åse Gundersen",
    "Siôn Ĥughes",
    "Mary-Jane Ngata Mac Lochlainn",
    "Żaneta Łukaszewicz",
    "Seán Ó Murchú",
    "Aoife O'Neill",
    "Aoife O’Neill",
    "Søren Ødegård",
    "Ŵan Pŵys",
    "Ýr Þórsdóttir",
];

async fn filed() -> crate::kit::database::Scratch {
    let scratch = scratch().await;
    let add = |conn: &mut Conn| {
        let now = DateTime::from_timestamp_millis(1_800_000_000_000).unwrap().naive_utc();
        for (at, person) in FILED.iter().enumerate() {
            let address = EmailAddress::parse(&format!("p{at}@names.example")).unwrap();
            room::add_person(conn, &name(person), &address, now)?;
        }
        Ok::<_, room::PeopleError>(())
    };
    scratch.db.write(add).await.unwrap();
    scratch
}

#[actix_web::test]
async fn twenty_hard_names_are_filed_alike_on_both_databases() {
    let scratch = filed().await;
    let sorted = |conn: &mut Conn| {
        people::table.order((people::sort_key, people::id)).select(people::name).load(conn)
    };
    let sorted: Vec<String> = scratch.db.read::<_, diesel::result::Error>(sorted).await.unwrap();
    assert_eq!(sorted, ORDER.map(|person| name(person).as_str().to_owned()));
}

#[actix_web::test]
async fn what_is_typed_without_accents_finds_the_name() {
    let scratch = filed().await;
    for (typed, found) in [
        ("oneill", &[][..]),
        ("o'neill", &["Aoife O'Neill", "Aoife O’Neill"]),
        ("O’NEILL", &["Aoife O'Neill", "Aoife O’Neill"]),
        ("lukasz", &["Żaneta Łukaszewicz"]),
        ("ŁUKASZ", &["Żaneta Łukaszewicz"]),
        ("nguyen thi", &["Nguyễn Thị Ánh"]),
        ("odegard", &["Søren Ødegård"]),
        ("gross", &["Jürgen Groß"]),
        ("thorsdottir", &["Ýr Þórsdóttir"]),
        ("pwys", &["Ŵan Pŵys"]),
        ("bronté", &["Zoë Brontë"]),
        ("%", &[]),
    ] {
        let sought = format!("%{}%", fold(typed).replace('%', "\\%"));
        let search = move |conn: &mut Conn| {
            people::table
                .filter(people::search_key.like(&sought).escape('\\'))
                .order((people::sort_key, people::id))
                .select(people::name)
                .load::<String>(conn)
        };
        let names = scratch.db.read::<_, diesel::result::Error>(search).await.unwrap();
        assert_eq!(names, found, "{typed}");
    }
}

#[actix_web::test]
async fn councils_are_listed_as_they_are_read() {
    let scratch = scratch().await;
    let add = |conn: &mut Conn| {
        let now = DateTime::from_timestamp_millis(1_800_000_000_000).unwrap().naive_utc();
        for council in ["Ynys Môn", "antrim", "Ângeli", "Angus", "Zennor", "Éire Bheag"] {
            councils::add_council(conn, None, council, Nation::Wales, now)?;
        }
        Ok::<_, councils::CouncilError>(())
    };
    scratch.db.write(add).await.unwrap();
    let listed = scratch.db.read(councils::list_councils).await.unwrap();
    let names: Vec<String> = listed.into_iter().map(|council| council.name).collect();
    assert_eq!(names, ["Ângeli", "Angus", "antrim", "Éire Bheag", "Ynys Môn", "Zennor"]);
}
