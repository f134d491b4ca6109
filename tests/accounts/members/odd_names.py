"""Two hundred odd names: what people are called somewhere, and what nobody is called."""

# Each of these is somebody's name, and is kept.
NAMES = """
Ana|Ana Ruiz|María del Mar Núñez-Ibáñez|José Mª Gómez|Íñigo Sáez|Begoña Otxoa|Núria Puig i Cadafalch|Lluís Muñoz
Xosé Ánxel|Iñaki Azpiazu|Joan-Marc Sellés|Toño Ñíguez|D'Arcy O’Neill|O'Brien|Mc Donald|Jean-Luc|Zoë|Chloé|Renée
François Lefèvre|Noël|Loïc Le Gall|Maëlys|Cœur|Œdipe|Jürgen Groß|Müller-Lüdenscheidt|Weiß|Åsa Öberg|Øystein Æsøy
Bjørn|Þórður Guðmundsson|Ólafur Ragnar|Sigríður|Łukasz Żółć|Wojciech Świętosławski|Zbigniew|Čestmír Dvořák
Jiří Třebíz|Šárka|Ľubomír|Ján Kováč|Győző Szűcs|Ágnes Bőhm|Đorđe Žižić|Ćiro|Blaž Čeh|Ștefan Țepeș|Mihăiță
Ştefan|Çağlar Işık|İbrahim|Ömer Güneş|Ğ. Yıldız|Əli Məmmədov|Nguyễn Thị Hằng|Trần Đức Lương|Phạm Văn Đồng
Kāne ʻŌpūnui|Māori Tāmati|Sioniˈa Tongan|João Gonçalves|Conceição|Luís Simões|Inês de Castro|Uğur
Анна|Иван Петров|Светлана Йовчева|Юлия Щербак|Ђорђе Џ|Љиљана|Ґанна Єлизавета Їжак|Ёлка|Мехмед-Али
Γιώργος Παπαδόπουλος|Ελένη|Αθηνά Ξενάκη|Ϊων|Հայկ Պետրոսյան|Անի|გიორგი ბერიძე|ნინო
محمد|فاطمة الزهراء|أحمد بن علي|نور الدين|یاسمین|گلناز|اویس|דוד כהן|שָׂרָה|יוֹסֵף|ܝܘܚܢܢ
अमित शर्मा|श्रीदेवी|ज्ञानेश्वर|রবীন্দ্রনাথ ঠাকুর|সুমন|ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ|હિતેશ પટેલ|ଜଗନ୍ନାଥ|தமிழ்ச்செல்வி|முருகன்
కృష్ణమూర్తి|ಗಿರೀಶ್ ಕಾರ್ನಾಡ್|മോഹൻലാൽ|සිරිල්|สมชาย ใจดี|นงลักษณ์|ສົມຈິດ|အောင်ဆန်း|ស៊ីណា|བསྟན་འཛིན|ᠪᠠᠲᠤ
陳美|王小明|歐陽震華|司馬遷|劉 德華|山田 太郎|渡邊ひろし|さくら|ミカ・ハッキネン|佐々木|김철수|이영희|남궁 민|ㄅㄆㄇ
ተስፋዬ|ሰላም በቀለ|ቸርነት|ᏣᎳᎩ|ᐃᓄᒃᑎᑐᑦ ᐃᓄᒃ|ⴰⵎⵉⵏⴰ|ߡߊ߬ߙߌ߬|ꦗꦮ|ᬩᬮᬶ|𐐀𐐁𐐂
Ａｎａ|Ａｎａ　Ｒｕｉｚ|ﬁl|Ⅷ Henry VIII|Ana ① Ruiz|ªna|𝓐𝓷𝓪|𝕭𝖗𝖚𝖓𝖔|Ⓐna|ｱﾅ|Ǆordan|ŉdlovu
A|Ñ|Y|É|李|X Æ A-12|Jay-Z|J. R. R. Tolkien|3 Doors Ana|Ana 2|Ana (madre de Leo)|Ana & Bruno|Ana ♥|Ana 🎾|L’Hospi Pepe
"""
# None of these is: invisible, turned around, without a letter, or letters of two alphabets in one word.
NO_NAMES = [
    "", " ", "\t", "...", "123", "---", "🎾", "♥♥♥", "’", "①②③", "٣", "!?", "@", "#1", "_", "´", "¨", "€",
    "Ana\u200bRuiz", "Ana\u200c", "Ana\u200d", "Ana\u2060", "\ufeffAna", "Ana\u202e", "\u202dAna", "Ana\u2066",
    "\u2069Ana", "\u200eAna", "\u200fAna", "Ana\u00ad", "Ana\x00", "Ana\x07", "Ana\x1b[31m", "Ana\x7f", "Ana\x85",
    "Ana\ue000", "Ana\uf8ff", "Ana\u2028", "Ana\u2029", "\U000e0041na", "Ana\ufff9", "Ana\ud800", "Ana\uffff",
    "Ana\u061c", "Ana\u180e", "Ana\u206f", "Ana\u0605",
    "Аna", "Anа", "Sоl", "Sοl", "Вruno", "Mаrta", "Gеma", "Αna", "Bruɴο", "Ѕol", "Аlvaro", "Pаypal", "Lοgroño",
    "Сarmen", "Ꭺna", "Ana\u0431", "Хavi", "Nuriа", "Օscar", "Rоsa", "Тeresa",
]  # fmt: skip


def names() -> list[str]:
    return [name for line in NAMES.split("\n") for name in line.split("|") if name]
