from django.urls import URLPattern, path

from entregent.contacts.views import books, bulk, carddav, contact, contacts, lists, lists_out, merging, saved

app_name = "contacts"


def patterns(file_template: str) -> list[URLPattern]:
    """Addresses of the people known. file_template: how a file is shown, by whoever knows more of the relation than this room."""
    shown = {"template": file_template}
    return [
        path("", contacts.people, name="people"),
        path("new/", contacts.new_contact, name="new"),
        path("import/", lists.imports, name="imports"),
        path("import/<int:list_id>/", lists.show_import, name="import"),
        path("import/<int:list_id>/columns/", lists.import_layout, name="import_layout"),
        path("import/<int:list_id>/choose/", lists.import_choose, name="import_choose"),
        path("import/<int:list_id>/confirm/", lists.import_confirm, name="import_confirm"),
        path("import/<int:list_id>/undo/", lists.import_undo, name="import_undo"),
        path("import/<int:list_id>/forget/", lists.import_forget, name="import_forget"),
        path("address-book/", books.books, name="books"),
        path("address-book/<int:book_id>/close/", books.close, name="close_book"),
        path("export/", lists_out.export, name="export"),
        path("views/keep/", saved.keep, name="keep_view"),
        path("views/<int:kept_id>/", saved.view, name="view"),
        path("views/<int:kept_id>/remove/", saved.remove, name="remove_view"),
        path("views/<int:kept_id>/restore/", saved.restore, name="restore_view"),
        path("found/", contacts.keep_found, name="keep_found"),
        path("act/", bulk.act, name="act"),
        path("undo/", bulk.undo, name="undo"),
        path("duplicates/", merging.duplicates, name="duplicates"),
        path("duplicates/two/", merging.two_people, name="two_people"),
        path("<int:contact_id>/merge/", merging.merge, name="merge"),
        path("<int:contact_id>/merge/<int:merge_id>/undo/", merging.unmerge, name="unmerge"),
        path("<int:contact_id>/split/", merging.split, name="split"),
        path("<int:contact_id>/", contact.contact, shown, name="contact"),
        path("<int:contact_id>/edit/", contact.edit_contact, name="edit"),
        path("<int:contact_id>/remove/", contact.remove_contact, name="remove"),
        path("<int:contact_id>/restore/", contact.restore_contact, name="restore"),
        path("<int:contact_id>/facts/", contact.add_fact, shown, name="add_fact"),
        path("<int:contact_id>/facts/<int:fact_id>/end/", contact.end_one_fact, name="end_fact"),
        path("<int:contact_id>/facts/<int:fact_id>/back/", contact.fact_back, name="fact_back"),
        path("<int:contact_id>/peace/", contact.leave_contact_in_peace, shown, name="leave_in_peace"),
        path("<int:contact_id>/peace/<int:peace_id>/lift/", contact.lift_one_peace, shown, name="lift_peace"),
    ]


device_addresses = (
    [
        path(".well-known/carddav", carddav.well_known, name="well_known"),
        path("dav/", carddav.root, name="root"),
        path("dav/me/", carddav.principal, name="principal"),
        path("dav/books/", carddav.home, name="home"),
        path("dav/books/<slug:book_slug>/", carddav.book, name="book"),
        path("dav/books/<slug:book_slug>/<int:card_id>.vcf", carddav.card, name="card"),
    ],
    "carddav",
)  # of whoever has the password of a device
