"""The people of Club Deportivo La Ribera. All of them are made up."""

PASSWORD = "tertulia"

# handle, name, role, title, language, days since joining
CAST = [
    ("ana", "Ana Ruiz", "member", "", "es", 410),
    ("bruno", "Bruno Vidal", "member", "", "es", 380),
    ("marta", "Marta Soler", "moderator", "Moderadora de la comunidad", "es", 900),
    ("sol", "Sol Prieto", "agent", "Atención al socio", "es", 700),
    ("gema", "Gema Ortega", "manager", "Gerente del club", "es", 1200),
    ("nuria", "Nuria Campos", "agent", "Instalaciones", "es", 640),
    ("iker", "Iker Azpiazu", "agent", "Fútbol base", "es", 520),
]

MEMBERS = [
    ("joaquin", "Joaquín Peña"),
    ("carmen", "Carmen Lozano"),
    ("rafa", "Rafa Domínguez"),
    ("lucia", "Lucía Ferrer"),
    ("pilar", "Pilar Navarro"),
    ("dani", "Dani Cortés"),
    ("teresa", "Teresa Gallego"),
    ("alvaro", "Álvaro Molina"),
    ("begona", "Begoña Iturralde"),
    ("hugo", "Hugo Santana"),
    ("ines", "Inés Carrasco"),
    ("manolo", "Manolo Reyes"),
    ("nieves", "Nieves Pardo"),
    ("oscar", "Óscar Benítez"),
    ("paula", "Paula Quintana"),
    ("quique", "Quique Roldán"),
    ("rosa", "Rosa Medina"),
    ("samuel", "Samuel Ibarra"),
    ("tono", "Toño Herrera"),
    ("vega", "Vega Lorente"),
    ("xavi", "Xavi Puig"),
    ("yolanda", "Yolanda Sáez"),
    ("zoe", "Zoe Marín"),
    ("emma", "Emma Clarke"),
    ("liam", "Liam Byrne"),
    ("fermin", "Fermín Otxoa"),
    ("gloria", "Gloria Castaño"),
    ("hector", "Héctor Villar"),
    ("irene", "Irene Bravo"),
    ("julian", "Julián Cano"),
]
ENGLISH = {"emma", "liam"}
