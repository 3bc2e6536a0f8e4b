"""Columns that hold who respondents are."""

import pytest

from tests.conftest import in_one_test
from topline.answers import personal_kind

LONG = [
    "I liked the course very much, but the room was cold and dark",
    "More time for questions would have been good for all of us",
    "Nothing to add, thank you for your work and your patience",
]


@pytest.mark.quick
@in_one_test(
    ("name", "texts", "kind"),
    [
        ("q9", ["a.b@example.org", "c@d.co.uk", "x_y@z.de"], "e-mail addresses"),
        ("IPAddress", ["10.0.0.1", "192.168.1.20"], "IP addresses"),
        ("来自IP", ["203.0.113.7(北京-北京)", "198.51.100.2(上海-上海)"], "IP addresses"),
        ("ip", ["2001:db8::1", "fe80::1ff:fe23:4567:890a"], "IP addresses"),
        ("Phone number", ["+49 171 1234567", "0171/9876543"], "phone numbers"),
        ("RecipientLastName", ["Smith", "O'Neill", "García-Márquez"], "names"),
        ("Name", ["Smith, John", "García, María José", "O’Brien, Jr., Pat"], "names"),
        ("Contact person", ["Ann Lee", "Bo Ek"], "names"),
        ("hoten", ["Nguyễn Văn An", "Trần Thị Bình"], "names"),
        ("Nachname", ["Müller", "Schmidt"], "names"),
        ("氏名", ["山田太郎", "佐藤花子"], "names"),
        ("comments", LONG, "free text"),
        ("Adresse", ["Hauptstraße 10, Berlin", "Am Ring 7, Bonn"], "addresses"),
        ("SSN", ["123-45-6789", "987-65-4321"], "identity numbers"),
        ("fecha_de_nacimiento", ["1970-01-31", "31/12/1999"], "dates of birth"),
        ("LocationLatitude", ["40.7128", "-33.8688"], "places"),
        ("q2", ["https://example.org/u/1", "www.example.org"], "web addresses"),
        ("q17", ["+1 (555) 010-1000", "+49 170 5550100"], "phone numbers"),
        ("q17", ["(555) 010-1000", "(555) 010-1001"], "phone numbers"),
        ("q18", ["52.5200, 13.4050", "48.1374, 11.5755"], "places"),
        ("change", ["+12", "+3"], None),
        ("email address satisfaction", ["5 very good", "4 rather good"], None),
        ("lat", ["1", "2"], None),
        ("serial", ["0171 9876543", "0171 1234567"], None),
        ("town", ["Berlin", "Paris"], None),
        ("nom", ["Dupont", "Durand"], "names"),
        ("nom de la commune", ["Lyon", "Nantes"], None),
        ("MTurk WorkerId", ["A1B2C3D4E5F6G7", "A9Z8Y7X6W5V4"], "identity numbers"),
        ("party_name", ["Greens", "Liberals"], None),
        ("phone", ["Yes", "No"], None),
        ("start", ["2024-01-01 10:00", "2024-01-02 11:00"], None),
        ("q1", ["Strongly agree", "Disagree"], None),
        ("empty", [], None),
    ],
)
def test_what_a_column_holds(name: str, texts: list[str], kind: str | None) -> None:
    assert personal_kind(name, texts) == kind
