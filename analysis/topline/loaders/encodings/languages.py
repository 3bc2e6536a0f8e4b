"""Letters of languages beyond a to z, the most frequent first, and encodings that hold them."""

_WEST = ("cp1252", "mac_roman", "cp850", "iso8859_15", "cp437")
_CENTRAL = ("cp1250", "iso8859_2", "mac_latin2", "cp852")
_BALTIC = ("cp1257", "iso8859_13", "cp775")
_TURKISH = ("cp1254", "iso8859_9", "mac_turkish", "cp857")
_CYRILLIC = ("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")
_GREEK = ("cp1253", "iso8859_7", "mac_greek", "cp737")
_HEBREW = ("cp1255", "iso8859_8", "cp862")
_ARABIC = ("cp1256", "iso8859_6")

LATIN = {
    "English": ("éèïñöüçêëàáíóôäâî", _WEST),
    "German": ("üäößéàèç", (*_WEST, *_CENTRAL)),
    "French": ("éèàêçôîùâûïëœüæÿñ", _WEST),
    "Spanish": ("óíáéñúüàç", _WEST),
    "Portuguese": ("ãáéçíóêõúâàôü", _WEST),
    "Italian": ("èàòùìéîóí", _WEST),
    "Catalan": ("óàíéèçòúüï", _WEST),
    "Dutch": ("ëéïèöóüáêç", _WEST),
    "Swedish": ("äåöéüà", _WEST),
    "Danish or Norwegian": ("øåæéòóèôüöä", _WEST),
    "Finnish": ("äöåšžé", _WEST),
    "Icelandic": ("íáðéóöþýæú", _WEST),
    "Irish": ("áíéóú", _WEST),
    "Estonian": ("äõüöšž", (*_WEST, *_BALTIC)),
    "Czech": ("íáěéýřžščůúňóťďö", _CENTRAL),
    "Slovak": ("áíýžščéťúľôňäďóŕĺ", _CENTRAL),
    "Polish": ("ąęłóżśćńźé", (*_CENTRAL, *_BALTIC)),
    "Hungarian": ("éáöőóíüúű", _CENTRAL),
    "Romanian": ("ăîâşţșțé", _CENTRAL),
    "Croatian, Serbian or Slovene": ("čšžćđ", (*_CENTRAL, *_BALTIC)),
    "Albanian": ("ëçéâ", (*_WEST, *_CENTRAL)),
    "Turkish": ("ıüişğçöâîû", _TURKISH),
    "Lithuanian": ("ėšųžįčūęą", _BALTIC),
    "Latvian": ("āīēšļūņžčķģ", _BALTIC),
}
"""Languages written with a to z and more; each has the encodings its programs wrote."""

OTHERS = {
    "Russian": ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", _CYRILLIC),
    "Ukrainian": ("оаинвіртескмдулпязьгбчхйжцшюїєщфґ", ("cp1251", "koi8_u", "iso8859_5", "cp1125")),
    "Bulgarian": ("аоиетнрсвлкдпмзяъубгчжщцйхфшюь", _CYRILLIC),
    "Serbian": ("аоиентрсвукдлмпјзбгчшцжљњхћђфџ", ("cp1251", "iso8859_5", "mac_cyrillic")),
    "Belarusian": ("анісяоерлтдкмўвыупцзьбгхжйчшюэфё", ("cp1251", "iso8859_5")),
    "Greek": ("αοιετσνηυρπκμλςδωγθέάφόίχύβήώζξψϊϋΐΰ", _GREEK),
    "Hebrew": ("יוהלארתבמשנכדםחפקעטגסזןצךץף", _HEBREW),
    "Arabic": ("اليمنوترةبعدسفحهكقشصجطىخأضزءذغثإئظؤآپچژگکیـًٌٍَُِّْ", _ARABIC),
    "Thai": ("านรกอเงมีลวดทสตัะปบ่้คหแจยพชขใไืำโุิ็ูซถผภธณฉฟึศฐษญ์ฎฏฑฒฬฮฆฌฝๆฯ๐๑๒๓๔๕๖๗๘๙ๅ",
             ("cp874", "tis_620")),
}  # fmt: skip
"""Languages with letters of their own."""
