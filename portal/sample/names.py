"""Invented people: given names and surnames of a country, put together by chance."""

from portal.languages import ASSISTED

# country: given names, surnames, languages besides Danish (ISO 639), weight
PEOPLE = {
    "PH": ("Ana Maricel Jocelyn Rowena Divina Arnel", "Reyes Santos Bautista Villanueva Ocampo", "tl en", 22),
    "UA": (
        "Oksana Iryna Nataliia Kateryna Olha Andrii",
        "Kovalenko Shevchuk Bondar Melnyk Tkachenko",
        "uk ru",
        20,
    ),
    "IN": ("Anjali Priya Lakshmi Sunitha Deepa Joseph", "Nair Thomas Varghese Pillai Kumari", "ml hi en", 16),
    "RO": ("Ioana Elena Mihaela Andreea Gabriela Radu", "Popescu Ionescu Dumitru Stoica Marin", "ro en", 12),
    "PL": (
        "Agnieszka Magdalena Katarzyna Ewa Joanna Piotr",
        "Nowak Kowalska Wójcik Zielińska Mazur",
        "pl en",
        12,
    ),
    "ES": ("Lucía Carmen Marta Elena Pilar Javier", "García Fernández Romero Navarro Ortega", "es en", 10),
    "DE": ("Anna Katrin Julia Sabine Heike Jan", "Schneider Wagner Becker Hoffmann Krüger", "de en", 8),
    "IR": ("Leila Shirin Maryam Narges Parisa Reza", "Ahmadi Karimi Hosseini Rahimi Moradi", "fa en", 12),
    "SY": ("Rania Hala Nour Samira Layla Yusuf", "Haddad Khoury Nasser Darwish Saleh", "ar en", 12),
    "NP": ("Sita Gita Sunita Maya Kamala Bishal", "Sharma Gurung Thapa Shrestha Rai", "ne hi en", 10),
    "SO": ("Amina Hodan Fadumo Sahra Ifrah Abdi", "Warsame Farah Hassan Jama Osman", "so en", 7),
    "ER": ("Selam Rahwa Feven Luwam Helen Yonas", "Tesfay Habte Gebre Mehari Araya", "ti en", 6),
    "IQ": ("Zahra Huda Noor Rawan Suad Karim", "Aziz Jabbar Salim Mahdi Rashid", "ar ku", 6),
    "AF": ("Farida Zohra Latifa Shukria Nasrin Jawid", "Amiri Rahmani Sadat Noori Azizi", "prs ps fa", 6),
    "TR": ("Ayşe Elif Zeynep Fatma Emine Mehmet", "Yılmaz Demir Kaya Şahin Aydın", "tr en", 6),
    "LT": (
        "Rasa Jurga Daiva Eglė Vaida Tomas",
        "Kazlauskienė Petraitis Jankauskas Butkus Žukauskas",
        "lt ru en",
        5,
    ),
    "BG": (
        "Desislava Maria Elena Radka Vesela Georgi",
        "Dimitrova Ivanova Petrova Stoyanova Koleva",
        "bg en",
        5,
    ),
    "IT": ("Chiara Giulia Francesca Paola Silvia Marco", "Rossi Ferrari Greco Marino Conti", "it en", 5),
    "PT": ("Inês Beatriz Sofia Catarina Rita Miguel", "Silva Costa Pereira Carvalho Lopes", "pt en", 4),
    "GR": (
        "Eleni Katerina Sofia Ioanna Dimitra Nikos",
        "Papadaki Georgiou Nikolaou Vlachou Pappa",
        "el en",
        4,
    ),
    "HU": ("Zsófia Katalin Eszter Ágnes Judit Gábor", "Nagy Szabó Tóth Horváth Varga", "hu en", 4),
    "NG": ("Chioma Ngozi Amara Funke Blessing Emeka", "Okafor Adeyemi Eze Bello Okonkwo", "en", 5),
    "KE": ("Wanjiru Achieng Njeri Grace Mercy Brian", "Kamau Otieno Mwangi Njoroge Wafula", "sw en", 4),
    "GH": ("Akosua Abena Esi Adwoa Efua Kofi", "Mensah Owusu Boateng Asante Appiah", "en", 3),
    "BR": (
        "Mariana Juliana Camila Renata Fernanda Rafael",
        "Oliveira Souza Almeida Barbosa Rocha",
        "pt en",
        4,
    ),
    "CO": (
        "Valentina Paola Diana Natalia Andrea Camilo",
        "Gómez Rodríguez Martínez Torres Rojas",
        "es en",
        3,
    ),
    "ID": ("Dewi Siti Putri Ratna Wulan Budi", "Wijaya Lestari Santoso Pratiwi Saputra", "id en", 3),
    "LK": (
        "Nadeesha Chamari Dilini Ruwani Sanduni Kasun",
        "Perera Fernando Silva Jayasinghe Bandara",
        "si en",
        3,
    ),
    "GB": ("Emily Charlotte Rachel Sarah Fiona Daniel", "Turner Hughes Bennett Clarke Palmer", "en", 3),
    "US": ("Megan Ashley Lauren Nicole Amber Kevin", "Miller Harris Cooper Brooks Foster", "en", 2),
}

STAFF_GIVEN = "Anne Bodil Camilla Dorthe Else Gitte Helle Inge Jette Karin Lene Maja Nina Pernille Rikke Sanne Tine Ulla Anders Bo Claus Erik Henrik Jesper Kim Morten Niels Ole Rasmus Steen Thomas".split()
STAFF_FAMILY = "Agerskov Bjerre Christoffersen Damgaard Eskildsen Frandsen Gravesen Hjorth Iversen Juul Kjær Lindholm Mortensen Nygaard Overgaard Poulsen Ravn Skov Thorsen Vestergaard".split()


def invent(rng):
    """A country, a given name, a surname and a list of languages."""
    country = rng.choices(list(PEOPLE), weights=[row[3] for row in PEOPLE.values()])[0]
    given, family, languages, _weight = PEOPLE[country]
    return country, rng.choice(given.split()), rng.choice(family.split()), languages.split()


def reads(spoken, share) -> str:
    """The language she reads here: English most of them, some her own, the rest Danish."""
    own = next((code for code in spoken if code in ASSISTED), "en")
    return "en" if share < 0.5 else own if share < 0.7 else "da"


def staff_name(rng) -> str:
    return f"{rng.choice(STAFF_GIVEN)} {rng.choice(STAFF_FAMILY)}"
