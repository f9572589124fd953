from django.urls import path

from desk.views import accounts, claims, home, incidents, lookups, reports

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("sign-in/", accounts.SignIn.as_view(), name="sign_in"),
    path("sign-out/", accounts.SignOut.as_view(), name="sign_out"),
    path("password/", accounts.ChangePassword.as_view(), name="password"),
    path("reports/", home.all_reports, name="reports"),
    path("reports/new/", reports.paste, name="paste"),
    path("reports/<int:pk>/", reports.review, name="report"),
    path("reports/<int:pk>/versions/<int:number>/", reports.review, name="report_version"),
    path("reports/<int:pk>/versions/<int:number>/claims/new/", claims.add, name="add_claim"),
    path("reports/<int:pk>/progress/", reports.progress, name="progress"),
    path("reports/<int:pk>/retry/", reports.retry, name="retry"),
    path("reports/<int:pk>/correct/", reports.correct, name="correct_report"),
    path("claims/new/", claims.add_without_text, name="add_claim_without_text"),
    path("claims/<int:pk>/", claims.show, name="claim"),
    path("claims/<int:pk>/accept/", claims.accept, name="accept_claim"),
    path("claims/<int:pk>/reject/", claims.reject, name="reject_claim"),
    path("claims/<int:pk>/reopen/", claims.reopen, name="reopen_claim"),
    path("claims/<int:pk>/correct/", claims.correct, name="correct_claim"),
    path("claims/<int:pk>/link/", claims.link, name="link_claim"),
    path("claims/<int:pk>/mark/", claims.mark, name="mark_words"),
    path("claims/<int:pk>/unmark/", claims.unmark, name="unmark_words"),
    path("claims/<int:pk>/place/", claims.choose_place, name="choose_place"),
    path("incidents/<slug:code>/", incidents.show, name="incident"),
    path("incidents/<slug:code>/edit/", incidents.edit, name="edit_incident"),
    path("incidents/<slug:code>/publish/", incidents.publish, name="publish_incident"),
    path("incidents/<slug:code>/withdraw/", incidents.withdraw, name="withdraw_incident"),
    path("incidents/<slug:code>/delete/", incidents.delete, name="delete_incident"),
    path("incidents/<slug:code>/restore/", incidents.restore, name="restore_incident"),
    path("lookups/places/", lookups.places, name="place_lookup"),
    path("lookups/candidates/", lookups.candidates, name="candidates"),
]
