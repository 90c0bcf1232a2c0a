"""The addresses of the app."""

from __future__ import annotations

from django.urls import path

from checker.desk.review import acting, comparing, downloads, judging, labels, ledger, queue, reading

app_name = "review"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("items/", ledger.items, name="items"),
    path("items/<int:pk>/close/", acting.close_item, name="close_item"),
    path("items/<int:pk>/open/", acting.open_item, name="open_item"),
    path("overrides/<int:pk>/withdraw/", judging.withdraw, name="withdraw_override"),
    path("submissions/<int:pk>/reopen/", acting.reopen, name="reopen"),
    path("labels/<int:year>/", labels.overview, name="labels"),
    path("labels/<int:year>/cases.zip", labels.cases, name="cases"),
    path("labels/<int:year>/examples.yaml", labels.examples, name="examples"),
    path("<int:pk>/", reading.version, name="version"),
    path("<int:pk>/override/", judging.override, name="override"),
    path("<int:pk>/carry-over/", judging.carry_over, name="carry_over"),
    path("<int:pk>/decide/", acting.decide, name="decide"),
    path("<int:pk>/items/add/", acting.add_item, name="add_item"),
    path("<int:pk>/notice/", downloads.notice, name="notice"),
    path("<int:pk>/export/<slug:format>/", downloads.export, name="export"),
    path("<int:pk>/compare/", comparing.compare, name="compare"),
]
