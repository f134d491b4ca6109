"""The words that made-up people use, in both languages. Sentences are put together from them (see `texts`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """Words of one language by their place in a sentence; the front of each list is said most."""

    things: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    states: tuple[str, ...]
    deeds: tuple[str, ...]
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    sentences: tuple[str, ...]
    naming: tuple[str, ...]  # sentences with a name in them
    complaints: tuple[str, ...]
    titles: tuple[str, ...]


def each(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.strip().replace("\n", "|").split("|") if piece.strip())


SPANISH = Vocabulary(
    things=each("""
la pista|el partido|la clase|el torneo|la cuota|la reserva|el turno|el equipo|la entrada|el horario|la cena|el vestuario
la taquilla|el entrenamiento|el autobús|la camiseta|el monitor|la máquina|el carné|la piscina|el gimnasio|el césped
la ducha|el agua caliente|el balón|la pala|el recibo|el aparcamiento|la bici|el campeonato|la rampa|la luz|la red
el arbitraje|la cafetería|el menú|la excursión|el abono|la tarjeta|el teléfono|la funda|el contrato|la factura
la garantía|el cargador|la cobertura|la pantalla|el portátil|la tarifa|el pedido|la devolución|el arreglo|la peña
la asamblea|el calendario|la cantera|el fisio|la sauna|el marcador|la megafonía|el banquillo|la cerradura|el desagüe
"""),
    places=each("""
en la pista 2|en el vestuario|en el gimnasio|en la recepción|en el campo nuevo|en la piscina|en el bar|en la tienda
en la pista central|en la sala de arriba|en el aparcamiento|junto a la entrada|en el txoko|en la grada|en la web
en el mostrador|detrás de la portería|en el pasillo|en las taquillas|en la terraza|en el fondo norte|en la sala pequeña
"""),
    times=each("""
hoy|ayer|el sábado|esta tarde|mañana|el domingo|el jueves|a las siete|por la mañana|esta semana|el lunes|a las 19:30
este mes|antes de Navidad|el martes que viene|en verano|desde enero|a última hora|a mediodía|el puente de diciembre
"""),
    states=each("""
muy bien|genial|mejor que antes|fatal|sin avisar|lleno|vacío|a medias|como nuevo|cerrado|abierto|regular|estupendo
roto otra vez|limpio|un poco justo|por fin arreglado|complicado|tranquilo|más caro|de lujo|desangelado|resbaladizo
"""),
    deeds=each("""
quedamos|jugamos|nos vemos|apuntaos|reservamos|entrenamos|ganamos|perdimos|empezamos|cenamos|salimos|nos juntamos
esperamos|preguntamos|celebramos|calentamos|repetimos|estrenamos|compartimos coche|echamos una mano
"""),
    openings=each("""
Gracias|Buenas|Hola a todos|Pues sí|De acuerdo|Ojo|Por cierto|Una pregunta|Qué bien|Vaya|Totalmente|No sé yo|Enhorabuena
A mí también|Perdón por el retraso|Yo creo que no|Buena idea|Aviso
"""),
    closings=each("""
Gracias.|Saludos.|Nos vemos.|¡Ánimo!|Un abrazo.|Ya me diréis.|Si alguien sabe algo, que lo diga.|Contad conmigo.
Quedo atento.|Perdón por la lata.|¡Aúpa!
"""),
    sentences=each("""
{opening}, {thing} está {state} {time}.|{thing} {place} está {state}.|¿Alguien sabe si {thing} está {state} {time}?
{deed} {time} {place}.|{opening}, {deed} {time} {place}.|¿{deed} {time}?|Creo que {thing} y {thing} van juntos.
{opening}, lo de {thing} se arregla {time}.|Me han dicho que {thing} estará {state} {time}.|{opening}.
Si {deed} {time}, yo llevo {thing}.|No encuentro {thing} {place}.|{thing} me parece {state}.
{opening}, cuenta conmigo {time}.
Hace falta mirar {thing} {place}, que {time} estaba {state}.|{time} {deed} {place} y todo salió {state}.
"""),
    naming=each("""
{opening}, lo lleva {name}.|Pregunta por {name} {place}.|{name} estuvo {state} {time}.|{deed} con {name} {time}.
Lo mejor fue {name}, que vino {time}.|Compré {thing} de la marca {name}.
"""),
    complaints=each("""
{thing} lleva {state} desde hace una semana y nadie dice nada.|{time} fui {place} y {thing} estaba {state}.
He pagado {thing} y no he podido usarlo.|Pregunté {place} y nadie supo decirme nada de {thing}.
No puede ser que {thing} siga así {time}.|Quiero que alguien responda y diga una fecha.
"""),
    titles=each("""
{thing} {time}|{thing} {place}|¿{deed} {time}?|Novedades sobre {thing}|Duda con {thing}|{thing} y {thing}
Busco compañía {time}
Propuesta para {thing}|Aviso: {thing} {time}
"""),
)

ENGLISH = Vocabulary(
    things=each("""
the court|the match|the class|the tournament|the fee|the booking|the team|the ticket|the timetable|the dinner
the changing room|the locker|the training|the bus|the shirt|the coach|the machine|the card|the pool|the gym|the pitch
the shower|the ball|the racket|the receipt|the car park|the bike|the league|the ramp|the light|the net|the menu
the trip|the phone|the case|the contract|the invoice|the warranty|the charger|the signal|the screen|the laptop
the plan|the order|the refund|the repair|the meeting|the calendar|the physio|the scoreboard|the bench|the drain
"""),
    places=each("""
on court 2|in the changing room|in the gym|at the desk|on the new pitch|at the pool|in the bar|in the shop
on the centre court|upstairs|in the car park|by the door|in the stand|on the website|in the corridor|on the terrace
"""),
    times=each("""
today|yesterday|on Saturday|this afternoon|tomorrow|on Sunday|on Thursday|at seven|in the morning|this week|on Monday
this month|before Christmas|next Tuesday|in summer|since January|at noon
"""),
    states=each("""
very good|great|better than before|awful|full|empty|half done|like new|closed|open|so so|broken again|clean
mended at last
tricky|quiet|dearer|slippery
"""),
    deeds=each("""
we meet|we play|we train|we book|we won|we lost|we start|we have dinner|we set off|we wait|we ask|we celebrate
we warm up|we share a car|we lend a hand
"""),
    openings=each("""
Thanks|Hi all|Well yes|Agreed|Careful|By the way|A question|Lovely|Oh dear|Absolutely|Not so sure|Congratulations|Me too
Sorry for the delay|Good idea|Heads up
"""),
    closings=each("""
Thanks.|Cheers.|See you.|Best wishes.|Let me know.|Count me in.|Sorry to ask.
"""),
    sentences=each("""
{opening}, {thing} is {state} {time}.|{thing} {place} is {state}.|Does anybody know whether {thing} is {state} {time}?
I think {deed} {time} {place}.|{opening}, {deed} {time} {place}.|Shall I bring {thing} {time}?
I think {thing} and {thing} go together.
{opening}, they will see to {thing} {time}.|They say that {thing} will be {state} {time}.|{opening}.
If {deed} {time}, I bring {thing}.|I cannot find {thing} {place}.|I find {thing} {state}.|{opening}, count me in {time}.
"""),
    naming=each("""
{opening}, {name} looks after it.|Ask for {name} {place}.|{name} was {state} {time}.|I think {deed} with {name} {time}.
The best was {name}, who came {time}.|I bought {thing} made by {name}.
"""),
    complaints=each("""
For a week now {thing} has been {state} and nobody says a word.|I went there {time} and {thing} was {state}.
I paid for {thing} and could not use it.|I asked {place} and nobody could tell me about {thing}.
It cannot be that {thing} is still {state} {time}.|I want somebody to answer and name a date.
"""),
    titles=each("""
{thing} {time}|{thing} {place}|News about {thing}|A question about {thing}|{thing} and {thing}|Company wanted {time}
An idea for {thing}|Heads up: {thing} {time}
"""),
)

FIRST_NAMES = each("""
Lucía|Hugo|Martina|Mateo|Sofía|Leo|Julia|Daniel|Paula|Alejandro|Valeria|Pablo|Emma|Álvaro|Daniela|Adrián|Carla|Diego|Alba
Mario|Noa|Sergio|Alma|Javier|Olivia|Jorge|Vera|Marcos|Lara|Iker|Carmen|Rubén|Nerea|Aitor|Rocío|Íñigo|Begoña|Santiago
Inés|Unai|Marina|Óscar|Elena|Nicolás|Ainhoa|Samuel|Irene|Gonzalo|Ane|Bruna|Oliver|Grace|Harry|Chloe
""")
SURNAMES = each("""
García|Martín|López|Sánchez|Pérez|Gómez|Ruiz|Díaz|Moreno|Muñoz|Romero|Navarro|Torres|Gil|Serrano|Ramos|Blanco|Molina
Castro|Ortega|Rubio|Marín|Sanz|Iglesias|Medina|Cortés|Garrido|Castillo|Lozano|Guerrero|Cano|Prieto|Méndez|Calvo|Gallego
Vidal|León|Márquez|Herrera|Peña|Cabrera|Campos|Vega|Fuentes|Carrasco|Reyes|Aguilar|Pascual|Herrero|Santana|Ibarra|Etxeberria
Walsh|Clarke|Byrne|Hughes
""")
SYLLABLES = each("""
ba|be|bri|ca|ce|chi|co|dal|den|dor|fa|fer|fon|ga|gre|gui|ha|her|jo|ka|ku|la|len|lis|lo|ma|mel|mi|mon|na|ner|nu|o|pa|pin|por
qui|ra|rel|ri|ron|sa|sel|so|ta|ten|tri|tur|u|va|ven|vi|xa|ye|zal|zi|zu
""")
GROUPS = each("""
Pádel|Fútbol sala|Natación|Montaña|Ciclismo|Veteranos|Cantera|Gimnasio|Yoga|Cocina|Viajes|Ajedrez|Peña|Atletismo
Baloncesto
Tenis|Fotografía|Móviles|Juegos|Familias|Voluntarios|Baile|Lectura|Música|Huerto
""")
QUARTERS = each("""
Centro|Norte|Sur|Ribera|Estación|Parque|Casco Viejo|Ensanche|Puerto|Universidad|Las Huertas|San Roque|El Molino|La Vega
""")

TAGS = each("""
horarios|pádel|fútbol|piscina|clases|reservas|vestuarios|cuotas|torneo|yoga|pilates|viajes|cenas|material|autobús|fotos|
césped|gimnasio|cantera|recetas|aparcamiento|taquillas|duchas|fiestas|natación|frontón|baloncesto|espalda|remo|senderismo|
año-nuevo|puente|asamblea|obras|bar|llaves|cocina|tarjetas|wifi|calefacción|objetos-perdidos|primeros-auxilios|sin-gluten|
segunda-mano|voluntarios|lesiones|nutrición|música|mayores|infantil
""")
