//! Every route on one page: path, method, guard, handler. The access table is this page.

use super::guard::{Administrator, Anyone, Guard, Public, SignedIn, Trainer, Who};
use super::request::{Request, run};
use super::{
    Answer, account, addresses, admin, allowances, attempts, certificates, courses, demo, home,
    invitations, operations, password_resets, search, sessions, statics, teaching, transcript,
};
use actix_web::http::Method;
use actix_web::{Resource, web};

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub method: &'static str,
    pub path: &'static str,
    pub who: Who,
}

macro_rules! routes {
    ($($path:literal { $($method:ident $guard:ty => $handler:path;)+ })+) => {
        /// All routes, for the tests that try every one as every role.
        pub const TABLE: &[Line] = &[
            $($(Line { method: stringify!($method), path: $path, who: <$guard as Guard>::WHO },)+)+
        ];

        /// Gives each route its handler; another method gets 405, another path 404.
        pub fn configure(config: &mut web::ServiceConfig) {
            $(
                let mut resource = web::resource($path);
                $(resource = add::<$guard, _, _>(resource, Method::$method, $handler);)+
                config.service(resource.default_service(web::to(wrong_method)));
            )+
            config.default_service(web::to(no_such_page));
        }
    };
}

routes! {
    "/" { GET Anyone => home::index; }
    "/sign-in" { GET Anyone => sessions::new; }
    "/sessions" { GET Anyone => sessions::new; POST Anyone => sessions::create; }
    "/session/removal" { POST Anyone => sessions::remove; }
    "/password-resets/new" { GET Anyone => password_resets::new; }
    "/password-resets" { GET Anyone => password_resets::new; POST Anyone => password_resets::create; }
    "/password-resets/{token}" { GET Anyone => password_resets::edit; POST Anyone => password_resets::update; }
    "/invitations/{token}" { GET Anyone => invitations::show; POST Anyone => invitations::accept; }
    "/invitations/{token}/renewal" { POST Anyone => invitations::renew; }
    "/address-confirmations/{token}" { GET Anyone => addresses::confirm; POST Anyone => addresses::confirmed; }
    "/account" { GET SignedIn => account::show; }
    "/account/name" { POST SignedIn => account::rename; }
    "/account/printed-name" { GET SignedIn => certificates::edit; POST SignedIn => certificates::confirm; }
    "/account/password" { GET SignedIn => account::show; POST SignedIn => account::change_password; }
    "/account/addresses" { POST SignedIn => addresses::create; }
    "/account/addresses/{address}/primary" { POST SignedIn => addresses::make_primary; }
    "/account/addresses/{address}/removal" { POST SignedIn => addresses::remove; }
    "/account/sessions/{session}/removal" { POST SignedIn => account::end_session; }
    "/courses/{course}" { GET SignedIn => courses::show; }
    "/courses/{course}/download" { GET SignedIn => courses::download; }
    "/courses/{course}/glossary" { GET SignedIn => courses::glossary; }
    "/courses/{course}/{module}" { GET SignedIn => courses::module; }
    "/courses/{course}/{module}/lessons" { GET SignedIn => courses::lessons; }
    "/courses/{course}/{module}/reading-list" { GET SignedIn => courses::reading_list; }
    "/courses/{course}/{module}/facilitator-notes" { GET Trainer => teaching::notes; }
    "/courses/{course}/{module}/quiz" { GET SignedIn => attempts::index; }
    "/courses/{course}/{module}/quiz/attempts" { POST SignedIn => attempts::create; }
    "/courses/{course}/{module}/quiz/preview" { GET Trainer => teaching::preview; POST Trainer => teaching::mark_preview; }
    "/courses/{course}/{module}/{lesson}" { GET SignedIn => courses::lesson; }
    "/courses/{course}/{module}/{lesson}/card" { GET SignedIn => courses::card; }
    "/courses/{course}/{module}/{lesson}/completion" { POST SignedIn => courses::read; }
    "/search" { GET SignedIn => search::index; }
    "/attempts/{attempt}" { GET SignedIn => attempts::show; }
    "/attempts/{attempt}/questions/{question}" { GET SignedIn => attempts::question; POST SignedIn => attempts::answer; }
    "/attempts/{attempt}/answers" { GET SignedIn => attempts::answers; }
    "/attempts/{attempt}/submission" { POST SignedIn => attempts::submit; }
    "/attempts/{attempt}/result" { GET SignedIn => attempts::result; }
    "/certificates" { GET Anyone => certificates::index; }
    "/certificates/{number}" { GET Anyone => certificates::show; }
    "/certificates/{number}/document" { GET SignedIn => certificates::document; }
    "/certificates/{number}/replacement" { GET SignedIn => certificates::new_replacement; POST SignedIn => certificates::replace; }
    "/transcript" { GET SignedIn => transcript::show; }
    "/transcript/document" { GET SignedIn => transcript::document; }
    "/transcript/table" { GET SignedIn => transcript::table; }
    "/figures/{name}" { GET Public => statics::figure; }
    "/static/{name}" { GET Public => statics::asset; }
    "/teaching" { GET Trainer => teaching::index; }
    "/admin" { GET Administrator => admin::index; }
    "/admin/councils" { POST Administrator => admin::create_council; }
    "/admin/councils/{council}" { GET Administrator => admin::show_council; }
    "/admin/councils/{council}/invitations" { POST Administrator => admin::invite; }
    "/admin/allowances" { GET Administrator => allowances::index; POST Administrator => allowances::create; }
    "/admin/allowances/{allowance}/removal" { POST Administrator => allowances::remove; }
    "/admin/certificates" { GET Administrator => admin::certificates::index; }
    "/admin/certificates/{number}" { GET Administrator => admin::certificates::show; }
    "/admin/certificates/{number}/replacement" { GET Administrator => admin::certificates::new_replacement; POST Administrator => admin::certificates::replace; }
    "/admin/certificates/{number}/revocation" { GET Administrator => admin::certificates::new_revocation; POST Administrator => admin::certificates::revoke; }
    "/admin/letters" { GET Administrator => admin::letters; }
    "/help" { GET Anyone => statics::help; }
    "/accessibility" { GET Anyone => statics::accessibility; }
    "/privacy" { GET Anyone => statics::privacy; }
    "/cookies" { GET Anyone => statics::cookies; }
    "/healthz" { GET Public => operations::health; }
    "/readyz" { GET Public => operations::ready; }
    "/metrics" { GET Public => operations::metrics; }
    "/demo/letters" { GET Anyone => demo::index; }
    "/demo/letters/{letter}" { GET Anyone => demo::show; }
    "/robots.txt" { GET Public => statics::robots; }
    "/favicon.ico" { GET Public => statics::favicon; }
}

fn add<G, H, F>(resource: Resource, method: Method, handler: H) -> Resource
where
    G: Guard,
    H: Fn(G, Request) -> F + Copy + 'static,
    F: Future<Output = Answer> + 'static,
{
    let served = move |request: Request| run::<G, H, F>(request, handler);
    let resource = match method {
        Method::GET => resource.route(web::head().to(served)),
        _ => resource,
    };
    resource.route(web::method(method).to(served))
}

async fn wrong_method(request: Request) -> actix_web::HttpResponse {
    run::<Anyone, _, _>(request, statics::wrong_method).await
}

async fn no_such_page(request: Request) -> actix_web::HttpResponse {
    run::<Anyone, _, _>(request, statics::no_such_page).await
}
