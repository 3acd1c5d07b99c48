"""Frequent small words by language, the evidence by which `engine.models.language` decides.

Articles, prepositions, pronouns, conjunctions and forms of "to be": a sentence hardly does without.
"""

from __future__ import annotations

FREQUENT = {
    "en": "the of and to in is that it for was on are as with be by this his he at from not have "
    "had they you which or she an were been their has would there what will can if who when we "
    "your its about into than more these how do does where could should only any my our "
    "i me we us ours yours him she her hers himself herself itself them theirs themselves whom "
    "whose why those am being did doing but because until while between through during before "
    "after above below up down out off over under again then once here both each few most other "
    "some such no nor own same so too very just now",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch "
    "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so "
    "zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn kann ich wir ihr "
    "ihre diese dieser nach unter gegen soweit sowie absatz keine was wer wo",
    "fr": "le la les de des et à un une du en que qui dans pour est au par sur pas ne se plus ce "
    "il avec sont cette son ses aux ont ou être nous vous mais leur elle été fait comme tout ces "
    "même où ils sans peut entre aussi je tu quel quelle comment quand",
    "es": "el la los las de del y en que un una por con para se no es al lo su como más sus pero "
    "o este esta ha fue son entre está cuando muy sin sobre ser tiene también hasta hay donde "
    "quien desde todo nos durante todos uno les ni contra otros ese eso qué cuál cómo cuándo",
    "it": "il lo la gli le di del della dei delle e è che un una in nel nella per con non da dal "
    "dalla si sono al alla ai come più anche ha ma ed o questo questa suo sua essere stato fu "
    "loro tra dopo molto ci cui quando chi quale perché degli sul sulla",
    "pt": "o os as de do da dos das e em no na nos nas que um uma para por com não se é ao à mais "
    "como mas foi são ou ser sua seu pela pelo também até isso este esta ele ela entre quando "
    "muito já há eu você nós seus suas foram tem qual quem onde",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er ook als door maar bij om "
    "uit nog naar dan worden wordt werd heeft hij ze deze die wat over tot of geen hun was meer "
    "ik je we zo waar wie hoe welke omdat onder",
    "sv": "och i att det som en på är av för med till den har de inte om ett men var jag sig från "
    "vi så kan när nu han skulle hade under eller ska mot efter också över vid bli blev varit "
    "vad hur vilken där bara denna detta",
    "da": "og i at det som en på er af for med til den har de ikke om et men var jeg sig fra vi så "
    "kan når nu han skulle havde under eller skal mod efter også over ved blive blev været hvad "
    "hvor hvem hvordan kun denne dette nogle",
    "no": "og i at det som en på er av for med til den har de ikke om et men var jeg seg fra vi så "
    "kan når nå han skulle hadde under eller skal mot etter også over ved bli ble vært hva hvor "
    "hvem hvordan bare denne dette noen",
    "fi": "ja on ei että se oli hän joka ovat mutta kun myös niin sekä kuin tai olla hänen jos "
    "mitä ole siitä sen vain joka ne tämä jotka mukaan kanssa ollut voi nyt sitä missä mikä miten "
    "kuka minä",
    "pl": "i w na z do się nie że to jest o jak za od po dla przez ale są oraz przy być tym co ich "
    "jego był który która które było czy tak ze już może tylko bardzo gdy pod lub również jako "
    "kto gdzie kiedy",
    "cs": "a v na se je že s z do o to i za pro jako ale by jsou podle od byl ve po není jeho nebo "
    "která který které také však při bylo co už byla tak aby až než když jsme kde kdo jak jen",
    "ro": "și de la în a cu pe nu că o este din un se pentru care mai sunt ca al ai ale sau prin "
    "fost fi dar după au lor această acest cele cel ce într dintre unui unei lui iar către cine "
    "unde când cum",
    "tr": "ve bir bu da de için ile olarak çok daha en gibi olan ne kadar sonra var ise mi ya her "
    "o değil ama ancak veya olduğu olduğunu taraf\u0131ndan oldu edilen göre ilk hangi kim "
    "nas\u0131l nerede",
    "hu": "a az és hogy nem is egy ez meg azt de volt csak el már ha mint még vagy ezt volna aki "
    "amely szerint után lehet minden mert majd én kell be ki le fel mit hol mikor hogyan",
    "id": "yang dan di ke dari untuk pada dengan ini itu adalah dalam tidak akan oleh sebagai juga "
    "karena telah atau dapat lebih bahwa mereka ada saat sudah secara bagi apa siapa kapan",
    "vi": "và của là có được cho trong các một với không đã này những người từ để khi đến ở về "
    "như cũng ra tại vào thì sự bị nhiều hơn theo trên đó ai gì nào",
    "ca": "el la els les de del i en que un una per amb no és al als com més seva seu ha va ser "
    "són però o aquest aquesta també fins entre quan molt dels tot on quin",
}
"""Space-separated words per ISO 639-1; a word of n languages speaks for each with 1/n."""

LETTERS = {
    "ß": "de",
    "ä": "de sv fi",
    "ö": "de sv fi hu tr",
    "ü": "de hu tr",
    "ñ": "es",
    "¿": "es",
    "ã": "pt vi",
    "õ": "pt",
    "ç": "fr pt tr ca",
    "ê": "fr pt vi",
    "è": "fr it ca",
    "œ": "fr",
    "å": "sv da no",
    "ø": "da no",
    "æ": "da no",
    "ł": "pl",
    "ą": "pl",
    "ę": "pl",
    "ż": "pl",
    "ś": "pl",
    "ě": "cs",
    "ř": "cs",
    "ů": "cs",
    "č": "cs",
    "ș": "ro",
    "ț": "ro",
    "ş": "tr ro",
    "ă": "ro vi",
    "ğ": "tr",
    "\u0131": "tr",
    "ő": "hu",
    "ű": "hu",
    "đ": "vi",
    "ư": "vi",
    "ơ": "vi",
}
"""Letters that say something about the language; each counts once, shared as words are."""
