"""What the applicant of the walk answers; a row that ends in -1- is added by its button first."""

from datetime import date

ANSWERS = {
    "about": {
        "given_name": "Amihan",
        "family_name": "Sampaguita",
        "phone": "+45 20 12 34 56",
        "postcode": "8000",
        "citizenships-0-country": "Philippines",
    },
    "background": {
        "profession": "Nurse",
        "educations-0-country": "Philippines",
        "educations-0-title": "Bachelor of Science in Nursing",
        "educations-0-level": "bachelor",
        "educations-0-year": "2015",
        "educations-1-country": "Denmark",
        "educations-1-title": "Danish for health workers",
        "educations-1-level": "other",
        "educations-1-year": "2025",
        "jobs-0-country": "Philippines",
        "jobs-0-place": "Psychiatric ward",
        "jobs-0-years": "6",
        "jobs-0-hours": "40",
        "in_own_words": "Three years in psychiatry and three with older people.",
    },
    "authorisation": {
        "stage": "education_approved",
        "applied_on": date(2025, 2, 3),
        "education_approved_on": date(2025, 8, 18),
    },
    "languages": {
        "danish_oral": "30",
        "danish_written": "30",
        "exams-0-kind": "pd2",
        "exams-0-oral": "7",
        "others-0-language": "tl",
        "others-0-level": "70",
    },
    "residence": {
        "basis": "family",
        "permit_to": date(2029, 6, 30),
        "work_right": "unrestricted",
        "cpr_status": "full",
        "mitid_status": "active",
        "settled": ["address", "cycle"],
    },
    "volunteering": {"works-0-organisation": "Sprogcaféen Nord", "works-0-hours": "60"},
    "wishes": {
        "anywhere": True,
        "shifts": ["day", "evening"],
        "weekly_hours": "37",
        "available_from": "today",
        "weeks": "8",
        "at_seven": "yes",
    },
    "consents": {"POOL": True},
}
