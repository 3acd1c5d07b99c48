# ruff: noqa: RUF001 - letters of many scripts
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
    "loro tra dopo molto ci cui quando chi quale perché degli sul sulla dove dov cos quanto quanti "
    "quali mi ti noi voi lui lei io",
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
    "ko": (
        "어떻게 무엇 무엇인가 무엇인가요 무엇인지 무엇이 무엇을 뭐 뭔가요 뭐가 어떤 어느 어디 "
        "어디서 어디에 어디에서 어디로 어디인가요 언제 언제까지 언제부터 누구 누가 누구에게 왜 "
        "얼마 얼마나 얼마인가요 몇 그 이 저 것 것은 것이 것을 것인가요 건 걸 게 수 수가 수는 등 "
        "등의 등을 등이 및 또는 그리고 그러나 하지만 그런데 그래서 따라서 또한 또 더 가장 매우 "
        "너무 대한 대해 대해서 대하여 위한 위해 위해서 위하여 관한 관해 관해서 관하여 통해 "
        "통해서 통하여 통한 따른 따라 의한 의해 의하여 있는 있나요 있나 있습니까 있습니다 있다 "
        "있는지 있을까요 있을까 있을 있어요 있고 있으며 있으면 있게 없는 없나요 없습니다 없는지 "
        "없다 없이 하는 하나요 하는지 하는가 하면 하고 하기 하려면 합니까 합니다 한다 할 할까요 "
        "할지 해야 해 해서 해요 했다 한 함 하며 하여 되나요 되는지 되는 됩니까 됩니다 된다 "
        "될까요 될 된 되어 되면 되며 되고 돼요 알려주세요 알려줘 알려줄래 알려 알고 싶어요 "
        "싶습니다 싶은데요 싶은데 싶은 싶다 궁금합니다 궁금해요 궁금한데요 주세요 줘 주나요 좀 "
        "제 저는 제가 나는 내가 나 내 우리 저희 때 때는 때의 경우 경우에 경우에는 경우는 경우의 "
        "중 중에 중에서 중인 모든 각 다른 같은 이런 그런 저런 이러한 그러한 이를 그것 이것 가요 "
        "인가요 인지 입니까 입니다 이다 아닌 않은 않는 않고 않습니다 않나요 못 안 바 듯 데 채 만 "
        "뿐 대로 만큼 무슨 설명해주세요 설명해 설명하세요 말해줘 말해주세요 대하여서 가능한가요 "
        "가능한지 가능합니까 가능할까요"
    ),
    "zh": (
        "什么 怎么 怎样 如何 哪些 哪个 哪里 多少 为什么 是否 可以 我们 你们 他们 这个 那个 这些 "
        "那些 以及 或者 因为 所以 但是 就是 什麼 怎麼 怎樣 哪裡 為什麼 這個 那個 我們 可否 是 的 "
        "了 在 和 有 与 谁 几"
    ),
    "ru": (
        "и в не на с что а по как это к из у за от то же для о но его он она они мы вы я так все "
        "было был была были быть есть бы или до при если когда где кто чем который которая "
        "которое которые какой какая какое какие какие-то этот эта эти того том этом этого их ее "
        "её ему ей им нас вас мне меня со во об под над через между только уже ещё еще также "
        "чтобы почему сколько чего каким каких является"
    ),
    "uk": (
        "і в не на з що та як це до у за від то же для про але його він вона вони ми ви я так "
        "все було був була були бути є або при якщо коли де хто чим який яка яке які цей ця ці "
        "цього тому цьому їх її йому їй їм нас вас мені мене зі із під над через між тільки вже "
        "ще також щоб чому скільки чого яким яких й бо"
    ),
    "bg": (
        "и в не на с че а по как това към от за до той тя те ние вие аз така са беше било или "
        "при ако когато къде кой която което които какво този тази тези ще се да ли си го му им "
        "ми със във под над през между само вече още също защо колко е бил има"
    ),
    "sr": (
        "и у не на с што а по како то ка из за од до он она они ми ви ја тако је су био била "
        "било или при ако када где ко који која које овај ова ови ће се да ли си га му им са под "
        "над кроз између само већ још такође зашто колико није има бити"
    ),
    "mk": (
        "и во не на со што а по како тоа кон од за до тој таа тие ние вие јас така е се беше "
        "биле или при ако кога каде кој која кое кои овој оваа овие ќе да ли го му им ми под над "
        "низ меѓу само веќе уште исто зошто колку има"
    ),
    "be": (
        "і ў не на з што а па як гэта да у за ад то ж для пра але яго ён яна яны мы вы я так усё "
        "было быў была былі быць ёсць або пры калі дзе хто чым які якая якое якія гэты гэтая "
        "гэтыя іх яе яму ёй ім нас вас мне мяне са пад над праз паміж толькі ужо яшчэ таксама "
        "каб чаму колькі"
    ),
    "el": (
        "ο η το οι τα του της των τον την και να με σε για από που είναι στο στη στην στον στα "
        "στις στους ως δεν μην θα αν ή αλλά όπως πως πώς τι ποιος ποια ποιο ποιοι πού πότε γιατί "
        "πόσο πόσα πόσοι όταν μετά πριν κατά προς μεταξύ ένα ένας μια μία αυτό αυτός αυτή αυτά "
        "ήταν έχει έχουν είχε μας σας τους τις ότι όλα όλοι πιο πολύ μόνο επίσης"
    ),
    "ar": (
        "في من على إلى عن مع أن إن أنه هذا هذه ذلك تلك التي الذي الذين ما ماذا هل كيف متى أين "
        "لماذا كم هو هي هم كان كانت يكون تكون قد لم لن لا ليس أو ثم بين بعد قبل عند كل بعض غير "
        "حتى إذا كما لكن أي أية به له لها فيه فيها منه منها وهو وهي وفي ومن وعلى"
    ),
    "fa": (
        "و در به از که این آن با را برای است بود شد می هم یا تا بر یک هر چه چرا چگونه کجا کی "
        "کدام آیا اگر اما ولی پس نیز باید شود کرد کند شده بوده هست نیست ما شما او آنها آن‌ها من "
        "تو خود دیگر بین پیش بعد روی زیر های ها ای چیست چند دارد دارند"
    ),
    "ur": (
        "اور کے کی کا میں ہے کو سے پر نے کہ یہ وہ ہیں تھا تھی تھے ایک بھی جو تو ہی نہیں کیا کر "
        "ہو گا گی گے اس ان کس کب کہاں کیوں کیسے کون ہم آپ لیے ساتھ بعد پہلے یا اگر لیکن مگر جب "
        "تک اپنے اپنی ہوتا ہوتی رہا رہی"
    ),
    "ps": "د په او چې له کې ته دا یې هم دي ده وو سره پر تر یا نه به څه ولې څنګه چيرته کله که خو",
    "he": (
        "של את על לא זה הוא היא עם כי אם גם או אבל כל מה מי איך איפה מתי למה כמה אני אתה אנחנו "
        "הם הן יש אין היה היתה היו להיות אשר כדי רק עוד כבר בין אחרי לפני עד אל מן כמו זו זאת "
        "אלה אלו איזה איזו הזה הזאת שלו שלה שלי אותו אותה"
    ),
    "hi": (
        "के का की में है से को और पर यह वह हैं था थे थी ने भी एक जो तो ही नहीं कि क्या कर हो गया "
        "गई गए इस उस इन उन किस कब कहाँ कहां क्यों कैसे कौन हम आप मैं लिए साथ बाद पहले या अगर "
        "लेकिन जब तक अपने अपनी होता होती रहा रही किया दिया वाले वाला कितने कितना कितनी कौनसा"
    ),
    "mr": (
        "आणि आहे आहेत व हे हा ही ते तो ती या च्या चा ची चे ला ने मध्ये साठी पासून होते होता होती "
        "नाही काय कसे कुठे केव्हा का कोण किती असे असा करा की पण तर जर किंवा वर एक आपण"
    ),
    "ne": (
        "छ छन् र को का की मा ले लाई बाट यो त्यो हो हुन् भयो थियो गर्न गर्नु पनि एक के कसरी कहाँ "
        "कहिले किन कति यदि तर वा तपाईं हुन्छ भने छैन"
    ),
    "bn": (
        "এবং ও এই যে এর একটি করে করা হয় হয়ে থেকে জন্য তার তাদের সে কি কী কেন কখন কোথায় কীভাবে "
        "কে কত না নেই আছে ছিল যদি কিন্তু বা অথবা সঙ্গে মধ্যে পরে আগে আমি আমরা আপনি তুমি"
    ),
    "ta": (
        "மற்றும் இது அது ஒரு என்று என இந்த அந்த உள்ளது என்ன எப்படி எங்கே எப்போது ஏன் யார் "
        "எவ்வளவு அல்லது ஆனால் இல்லை ஆகும் போது பின்னர் முன்"
    ),
    "hy": (
        "և է են որ այս այդ մի ու համար հետ մեջ վրա ինչ ինչպես որտեղ երբ ինչու ով քանի կամ բայց "
        "չի եթե"
    ),
    "ka": "და არის რომ ეს ის ან თუ არ რა როგორ სად როდის რატომ ვინ რამდენი მაგრამ უნდა მას",
    "et": (
        "ja on ei see et ta mis kui aga ka oma oli või nii siis mida kes kus millal kuidas miks "
        "nagu selle seda olema pole välja veel ning saab tema nende meie teie mitte üks"
    ),
    "lt": (
        "ir yra ne tai kad su iš į už nuo bei bet ar kaip kas kur kada kodėl kuris kuri kurie "
        "buvo būti šis ši jis ji jie jo jos jų mes jūs aš taip pat tik jau dar apie per prie po "
        "prieš arba jei nėra gali visi"
    ),
    "lv": (
        "un ir no ar par uz kas ka tas tā to kā vai bet nav bija būt šis šī viņš viņa viņi mēs "
        "jūs es arī tikai jau vēl pie pēc pirms caur ja kur kad kāpēc kurš kura kuri lai pa līdz "
        "tiek jā"
    ),
    "sk": (
        "a v na sa je že s z do o to i za pre ako ale by sú podľa od bol vo po nie jeho alebo "
        "ktorý ktorá ktoré tiež však pri bolo čo už bola tak aby až než keď sme kde kto len ste "
        "môže byť ešte"
    ),
    "sl": (
        "in je v na se da so za s z ki po pri ne od do ali kot pa bi bil bila bilo tudi ta to ti "
        "kaj kako kje kdaj zakaj kdo koliko lahko še že med pred če ker jih ga mu ji smo ste sem "
        "niso ni"
    ),
    "hr": (
        "i je u na se da su za s iz od do ne ili kao ali bi bio bila bilo također ta to što kako "
        "gdje kada zašto tko koliko može još već između prije ako jer ih ga mu joj smo ste sam "
        "nisu nije koji koja koje ovaj ova ovo prema biti"
    ),
    "is": (
        "og að er í á sem til það við um fyrir ekki en með af var hann hún þeir þær þau ég þú "
        "frá eða eru hefur verið voru hvað hver hvar hvenær hvernig þegar þar hér svo sig sér "
        "þetta þessi eftir"
    ),
    "sq": (
        "dhe në e të i një për me nga që është si nuk u ka janë por ose kjo ky këto ata ajo ai "
        "duke më pas para çfarë kush ku kur pse sa tij saj mund do nëse edhe"
    ),
    "eu": (
        "eta da bat ez du ere izan dira hau hori egin baina edo zer nola non noiz zergatik nor "
        "zein dute zuen zen den dago bere beste baino gehiago baten batean"
    ),
    "af": (
        "die en van is in het nie dit te wat om vir op met hy sy aan word as ook by was deur uit "
        "na tot of kan ek ons jy hulle moet sal hierdie daar hoe waar wanneer waarom wie maar "
        "haar"
    ),
    "gl": (
        "o a os as de do da dos das e en no na nos nas que un unha para por con non se é ao máis "
        "como pero foi son ou ser súa seu pola polo tamén ata isto este esta el ela entre cando "
        "moi xa hai eu cal quen onde unhas uns"
    ),
    "sw": (
        "na ya wa kwa ni katika la za cha kuwa hii hiyo huo hizo si au pia lakini kama nini nani "
        "wapi lini vipi kwamba yake wake ambao ambayo hata tu baada kabla"
    ),
    "tl": (
        "ang ng sa na at mga ay ito iyon hindi para ni si kung ano sino saan kailan paano bakit "
        "may o din rin pero nang siya sila kami tayo ako ikaw kanyang"
    ),
    "az": (
        "və bu bir üçün ilə də da ki olan o daha çox ən kimi qədər sonra var isə nə hər deyil "
        "amma ancaq ya olduğu tərəfindən oldu edilən görə hansı kim necə harada niyə"
    ),
    "eo": (
        "la kaj de en estas al por ne kiu kio ke li ŝi ĝi ili ni vi mi kun sed aŭ ankaŭ el per "
        "sur pri ĉi tiu tio kiel kie kiam kial estis esti havas se pli ol"
    ),
    "cy": (
        "y yr yn a ac o i ar mae am gan wedi ei eu un ond neu hefyd fel ble pryd sut pam pwy "
        "beth oedd bod nid ni yw roedd hwn hon gyda"
    ),
    "ga": (
        "an na agus ar i le a is go do ag ó seo sin bhí níl mar nó ach cad conas cá cathain cén "
        "fáth atá tá faoi chun air aici acu raibh nach leis"
    ),
    "ms": (
        "yang dan di ke dari untuk pada dengan ini itu adalah dalam tidak akan oleh sebagai juga "
        "kerana telah atau boleh lebih bahawa mereka ada semasa sudah secara bagi apa siapa bila"
    ),
}
"""Space-separated words per ISO 639-1; a word of n languages speaks for each with 1/n."""


RARER = frozenset(
    "et lt lv sk sl hr is sq eu af gl sw tl az eo cy ga ms be bg mk sr ur ps ne mr yi".split()  # noqa: SIM905
)
"""Languages whose words do not speak against one that a text is more likely to be in."""
