//! A course as its writer sees it: from a folder, as it is now, with what the checker says.
#![expect(clippy::disallowed_methods, reason = "the folder is the test's own")]

use crate::kit::call::Reply;
use crate::kit::page::{Page, all, words};
use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::Data;
use foundations::courses::library;
use foundations::kernel::Clock;
use foundations::pages::Pages;
use foundations::web::{Desk, configure_preview};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const MODULE: &str = "id = \"data\"\ntitle = \"Data\"\nsummary = \"About data.\"\nrequired = true\n\
    [[objectives]]\nid = \"owner\"\ntext = \"Ask who owns it\"\n";
const LESSON: &str = "+++\nid = \"ward\"\ntitle = \"Your ward\"\nlead = \"A lead.\"\n\
    review_by = 2096-05-31\nobjectives = [\"owner\"]\n+++\nA dataset has an owner.[^book]\n";
const QUIZ: &str = "draw = 1\npass_mark = 75\n[[questions]]\nid = \"q1\"\nkind = \"true-false\"\n\
    objective = \"owner\"\nlesson = \"ward\"\ntext = \"Is it so?\"\nanswer = true\n\
    feedback_true = \"It is.\"\nfeedback_false = \"It is not.\"\n\
    [[questions]]\nid = \"q2\"\nkind = \"numeric\"\nobjective = \"owner\"\nlesson = \"ward\"\n\
    text = \"How many?\"\nanswer = 6.25\ntolerance = 0.25\nunit = \"%\"\n\
    feedback_right = \"Yes.\"\nfeedback_wrong = \"Divide.\"\n";

/// A folder with a small course in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        fs::create_dir_all(folder.path().join("01-data")).unwrap();
        folder.write(
            "course.toml",
            "id = \"small\"\ntitle = \"A small course\"\nedition = \"2026\"\nsummary = \"Small.\"\n\
             language = \"en-GB\"\n",
        );
        folder.write(
            "glossary.toml",
            "[[terms]]\nid = \"dataset\"\nterm = \"Dataset\"\nmeaning = \"Facts.\"\n",
        );
        folder.write(
            "sources.toml",
            "[[sources]]\nid = \"book\"\ntitle = \"A book\"\npublisher = \"P\"\n\
             accessed = 2026-11-23\nconfidence = \"H\"\n",
        );
        folder.write("01-data/module.toml", MODULE);
        folder.write("01-data/01-ward.md", LESSON);
        folder.write("01-data/quiz.toml", QUIZ);
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path().join(path), text).unwrap();
    }

    fn desk(&self) -> Data<Desk> {
        let (folder, base) = (PathBuf::from(self.path()), "http://127.0.0.1:8080".to_owned());
        Data::new(Desk::new(folder, Pages::load().unwrap(), Clock::Real, base))
    }
}

async fn get(desk: &Data<Desk>, path: &str) -> Page {
    let app = actix_web::App::new().app_data(desk.clone()).configure(configure_preview);
    let service = init_service(app).await;
    let request = TestRequest::get().uri(path).to_request();
    let response: ServiceResponse<BoxBody> =
        actix_web::test::call_service(&service, request).await.map_into_boxed_body();
    Page { path: path.to_owned(), reply: Reply::of(response).await }
}

fn findings(page: &Page) -> Vec<String> {
    all(&page.html(), "main .notice li").iter().map(words).collect()
}

#[actix_web::test]
async fn every_page_of_a_course_is_shown_from_its_folder() {
    let folder = Folder::new();
    let desk = folder.desk();
    let index = get(&desk, "/").await;
    index.assert_says("A small course");
    assert_eq!(findings(&index), [""; 0]);
    let links = index.links();
    let inside = links.iter().filter(|(_, address)| address.starts_with("/courses/"));
    assert!(inside.clone().count() >= 5, "{links:?}");
    for (_, address) in inside {
        assert_eq!(get(&desk, address).await.reply.status, 200, "{address}");
    }
    let lesson = get(&desk, "/courses/small/data/ward").await;
    lesson.assert_says("A dataset has an owner.");
    assert_eq!(lesson.forms().len(), 0, "nobody reads here, so there is nothing to hand in");
    let quiz = get(&desk, "/courses/small/data/quiz").await;
    for words in ["Is it so?", "It is not.", "6.25%", "\u{b1} 0.25%", "Divide.", "Ask who owns it"]
    {
        quiz.assert_says(words);
    }
    let references = get(&desk, "/references").await;
    references.assert_says("Facts.");
    references.assert_says("P, A book");
}

#[actix_web::test]
async fn a_finding_stands_on_the_page_of_its_file_with_line_and_remedy() {
    let folder = Folder::new();
    let desk = folder.desk();
    let before = get(&desk, "/digest").await.reply.text();
    assert_eq!(before, get(&desk, "/digest").await.reply.text());
    folder.write("01-data/01-ward.md", &LESSON.replace("[^book]", "[^boook] Words."));
    assert_ne!(before, get(&desk, "/digest").await.reply.text());
    let page = get(&desk, "/courses/small/data/ward").await;
    page.assert_says("A dataset has an owner.");
    let [finding] = findings(&page).try_into().unwrap();
    assert!(finding.starts_with("Error: the source `boook` is cited but not listed"), "{finding}");
    assert!(finding.ends_with("01-data/01-ward.md:8:24"), "{finding}");
    page.assert_says("One finding about another file");
    assert_eq!(findings(&get(&desk, "/").await).len(), 2);
    let script = all(&page.html(), "script[data-digest]").len();
    assert_eq!(script, 1, "the page follows its files");
}

#[actix_web::test]
async fn a_course_that_cannot_be_read_yet_is_shown_as_far_as_it_can() {
    let folder = Folder::new();
    let desk = folder.desk();
    folder.write("01-data/quiz.toml", "draw = \n");
    get(&desk, "/courses/small/data/ward").await.assert_says("A dataset has an owner.");
    for path in ["/", "/courses/small/data", "/courses/small/data/lessons", "/references"] {
        assert_eq!(get(&desk, path).await.reply.status, 200, "{path}");
    }
    folder.write("course.toml", "");
    assert!(!findings(&get(&desk, "/").await).is_empty());
    for path in ["/courses/small/nowhere", "/courses/small/data/nowhere", "/nowhere"] {
        let page = get(&desk, path).await;
        assert_eq!(page.reply.status, 404, "{path}");
        page.assert_says("The course has no such page");
    }
    fs::remove_dir_all(folder.path()).unwrap();
    assert_eq!(get(&desk, "/digest").await.reply.status, 500);
}

#[actix_web::test]
async fn a_preview_does_nothing_but_show() {
    let desk = Folder::new().desk();
    let app = actix_web::App::new().app_data(desk).configure(configure_preview);
    let service = init_service(app).await;
    for path in ["/", "/digest", "/courses/small/data/ward", "/courses/small/data/ward/completion"]
    {
        let request = TestRequest::post().uri(path).to_request();
        let response = actix_web::test::call_service(&service, request).await;
        assert!(!response.status().is_success(), "{path}");
    }
}

#[test]
fn a_course_is_found_in_its_folder_or_the_one_above() {
    let folder = Folder::new();
    assert_eq!(library::folders(folder.path()).unwrap(), [folder.path()]);
    let above = tempfile::tempdir().unwrap();
    assert_eq!(library::folders(above.path()).unwrap(), [""; 0].map(PathBuf::from));
    for name in ["b", "a"] {
        fs::create_dir_all(above.path().join(name)).unwrap();
        fs::write(above.path().join(name).join("course.toml"), "").unwrap();
    }
    fs::create_dir_all(above.path().join("c")).unwrap();
    let found = library::folders(above.path()).unwrap();
    assert_eq!(found, [above.path().join("a"), above.path().join("b")]);
    assert!(library::folders(&above.path().join("nowhere")).is_err());
}
