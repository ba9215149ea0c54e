"""The words that codes are made of: things everybody knows, short to write and unlike each other."""

_LIST = """
abe agurk album alf and anker appelsin arm atlas avis bad bager bakke bamse banan bank bark barn bas bil
billet bi bjerg bjørn blad blomst blyant blæk bold bolle bord brev bro brød brønd bue bukser bunke bus
busk bænk bær bølge bønne børste bøtte båd bål bånd cirkel cirkus citron creme cykel dal dam dans datter
delfin dej diamant dirigent disk dronning dråbe due dug dukke dyne dyr dør edderkop efterår egern eg
elefant elg elv eng engel fad fakkel fane far farve fasan ferie fest figen film filt finger fisk fjeder
fjeld fjer fjord flag flamme flaske flod flue flytur fløde fløjte fod folder fort forår foto frakke frist
frugt frø fugl færge føl får gaffel galop garn gave ged gelé gips giraf glas glasur globus gløgg gnist
gran grene gris grotte gryde græs græskar grød guitar gulv guld gummi gynge gæst gås hage hal hals hammer
hane handske harpe hat hav have hegn hest himmel hjelm hjerte hjul honning horn hotel hue hul hund hus
hvede hval hyben hylde hyrde hytte hæk høne høst hånd idé ilder ild indgang ingefær is istap jagt jern
jord jul juni juice jolle kaffe kage kaktus kalv kamel kam kanin kano kant kappe karamel kasse kat kegle
keks kerne ketsjer kilde kind kirke kirsebær kiste kjole klaver klippe klode klokke klovn klub knap knold
kobber kobling kogle kok koncert kone kop koral korn kost krage krans krebs krone krukke krydder kugle
kuffert kup kurv kusk kvist kys kylling kæde kælder kæmpe kærne kål lak laks lam lampe land lasso latter
leg lim linje lomme luft lund lup lygte lyn lyng lys læder læge læbe lærke løg løve lås låge majs maler
mand mappe mark maske mel melon metro mokka mos motor mule mund mus museum musling mynte myre mælk mønt
mølle møbel måge måne nabo nakke nat navn nektar net nisse nord nougat nål nød nøgle ocean odder olie
onkel orange orgel orkan orm ost ovn pagode palme pande panda papir papegøje paraply park pels pen perle
pige pil pingvin pip pizza plads plante plet plov plys pose post potte prik prins pude puma pung pyramide
pære pølse påfugl påske radise ramme rav ravn rede regn regnbue ren reol ride ring ris robot roe ros rosin
rosmarin rude rug rulle rundbold ræv røg røn råd sadel saft saga saks salat salt sand sang sav sejl sirup
sild silke skab skal ske skib skilt skin skjold skjorte sko skov skrue skuffe sky skål slange slik slot
slæde smed smil smør snegl sne snor sofa sok sol solsort sommer sort spade spand spejl spil spore sport
spurv sten sti stige stjerne stok stol storm stork strand strik strøm strå stue støv stær støvle sukker
suppe sværd svamp svane syd syltetøj sæbe sæl sø sølv søm tag taske telt tang tand tepotte te tid tiger
tinde ting tog tomat torsk torv trappe træ tromme trold trompet trøje tulipan tunge tunnel tur tusind tyr
tæppe tønde tørklæde tå tårn ugle uld ulv ur urt vaffel valmue vand vanille vant vase vej ven vest vifte
viol violin vind vindue vinge vinter vise vogn vugge væg værksted væske vår yoghurt zebra zoo æble æg æske
øje øre ørn ørken østers ål
"""

WORDS = tuple(_LIST.split())
