"""The club's groups and teams."""

# slug, name, emoji, purpose, listing, joining, moderators, members ("all" or handles)
GROUPS = [
    ("la-ribera", "La Ribera", "", "La mesa de todos: noticias del club, dudas y conversación.", "listed", "free",
     ["marta"], "all"),
    ("padel-y-pistas", "Pádel y pistas", "", "Reservas, partidas y estado de las pistas.", "listed", "free",
     ["lucia"], ["ana", "bruno", "joaquin", "lucia", "dani", "alvaro", "hugo", "oscar", "paula", "xavi", "emma", "nuria",
                 "samuel", "vega"]),
    ("gimnasio", "Gimnasio", "", "Clases, máquinas, horarios y retos del mes.", "listed", "free",
     ["paula"], ["ana", "bruno", "carmen", "teresa", "ines", "nieves", "paula", "rosa", "zoe", "irene", "gloria", "nuria",
                 "liam", "hector"]),
    ("futbol-base", "Fútbol base", "", "Familias y entrenadores de la cantera.", "listed", "request",
     ["rafa"], ["ana", "rafa", "pilar", "manolo", "begona", "samuel", "yolanda", "iker", "julian"]),
    ("torneos", "Torneos", "", "Cuadros, resultados y el torneo de primavera.", "listed", "free",
     ["dani"], ["ana", "bruno", "dani", "hugo", "oscar", "xavi", "lucia", "quique", "liam"]),
    ("sociedad-gastronomica", "Sociedad gastronómica", "", "Turnos de cocina, menús y cenas del txoko.", "listed",
     "free", ["fermin"], ["bruno", "fermin", "carmen", "tono", "gloria", "manolo", "teresa", "hector", "begona"]),
    ("viajes", "Viajes y peña", "", "Autobuses, entradas y viajes con el primer equipo.", "listed", "invitation",
     ["quique"], ["quique", "ana", "manolo", "tono", "julian", "rosa"]),
    ("comision-de-fiestas", "Comisión de fiestas", "", "Aquí se prepara la fiesta de junio.", "secret", "invitation",
     ["marta"], ["marta", "ana", "gema", "quique", "nieves"]),
]  # fmt: skip

RULES = """- Hablamos de lo que pasa, no de cómo es quien lo cuenta.
- Una queja no es un ataque: si algo va mal, dilo aquí y te respondemos.
- Nada de teléfonos, direcciones ni datos de otras personas.
- La publicidad, al tablón de la entrada."""

# name, signs as, people, groups it answers in
TEAMS = [
    ("Atención al socio", "", ["sol", "nuria"], [], True),
    ("Instalaciones", "", ["nuria", "sol"], ["padel-y-pistas", "gimnasio"], False),
    ("Fútbol base", "", ["iker"], ["futbol-base"], False),
    ("Junta directiva", "La Junta", ["sol"], [], False),
]
CATEGORIES = [
    ("Booking and courts", "Reservas y pistas", "Instalaciones"),
    ("Fees and receipts", "Cuotas y recibos", "Atención al socio"),
    ("Changing rooms and safety", "Vestuarios y seguridad", "Instalaciones"),
    ("Coaches and teams", "Entrenadores y equipos", "Fútbol base"),
    ("Classes", "Clases", "Instalaciones"),
    ("The board", "La Junta", "Junta directiva"),
]
CANNED = [
    ("Acuse de recibo", "recibido",
     "Hi {name}, thank you for telling us. We are sorry about this. I am on it and will answer here before the date you see above.",
     "Hola, {name}: gracias por contarlo. Sentimos lo que ha pasado. Lo llevo yo y te contesto aquí antes de la fecha que ves arriba."),
    ("Fallo nuestro", "fallo-nuestro",
     "You are right: this was our failure. Today we will put it right. If you prefer, we can … Tell us which; if we hear nothing, we do the first and tell you.",
     "Tienes razón: el fallo es nuestro. Hoy mismo lo arreglamos. Si lo prefieres, podemos … Dinos cuál; si no nos dices nada, hacemos lo primero y te avisamos."),
    ("Falta un dato", "falta-un-dato",
     "To look into it I need … Send it from your request, where only staff can read it. Your request stays open meanwhile.",
     "Para mirarlo necesito … Envíalo desde tu solicitud, donde solo lo lee el personal. Tu solicitud sigue abierta mientras tanto."),
    ("Retraso", "retraso",
     "We owed you an answer today and do not have it yet. The reason is ours: … The new date is … If this costs you money, tell us.",
     "Te debíamos una respuesta hoy y aún no la tenemos. El motivo es nuestro: … La nueva fecha es … Si te causa algún gasto, dínoslo."),
    ("Cierre en público", "cerrado",
     "Closed: what happened was …, we did …, and from now on … Thank you for telling us. If it happens again, reopen it with one tap.",
     "Cerrado: lo que pasó fue …, hicimos …, y desde hoy … Gracias por contarlo. Si vuelve a pasar, reábrelo con un toque."),
]  # fmt: skip
