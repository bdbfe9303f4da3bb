//! Small words that stand between the words of a label or do not, and change nothing in what it names: articles and
//! prepositions such as in «trafficking of human beings» and «trafficking in human beings».
//!
//! Words for «without», «non» and «not» are none of them.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::{LANGUAGES, fold};

/// Whether a word of a query whose language is not known is a particle of some language. Those of Maltese do not count,
/// which are content words elsewhere: `id`, `bil`.
pub(crate) fn is_particle(word: &str) -> bool {
    static PARTICLES: OnceLock<HashSet<String>> = OnceLock::new();
    let languages = LANGUAGES.into_iter().filter(|lang| *lang != "mt");
    let all = || languages.flat_map(|lang| particles(lang).split_whitespace()).map(fold).collect();
    PARTICLES.get_or_init(all).contains(&fold(word))
}

/// The particles of a language, as they are written.
pub(super) fn particles(lang: &str) -> &'static str {
    match lang {
        "bg" | "mk" => "на за от од в във с със по при до",
        "cs" => "v ve na o od ode do k ke z ze s se u pro při",
        "da" | "nb" => "af av i på for med til ved om en et ei den det de",
        "de" => {
            "der die das des dem den ein eine einer eines einem einen von vom zu zum zur in im an am auf für mit bei beim"
        }
        "el" => "ο η το οι τα του της των τον την τους τις στο στη στην στον στους στις στα σε από για με ως",
        "en" => "a an the of in on for to from by with at as",
        "es" => "el la los las un una de del a al en por para con",
        "fr" => "le la les un une de du des à au aux en par pour sur dans avec",
        "ga" => "an na ar i le do ag as ó faoi den don sa san sna leis de",
        "hr" | "sr" | "sl" => "u v na o od za z s sa iz i do k ka pri po у на о од за с са из до к ка",
        "hu" => "a az egy",
        "it" => {
            "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in \
             nel nella per con su sul sulla"
        }
        "lv" => "par no ar uz pie pēc",
        "mt" => {
            "il l it id is ix in ir iż iz ta tal tad tat tar tas tax taż tan fi fil fid fit fis fl għal għall għad għat \
             għas f b bil bl mill mid minn ma mal lil lill fuq"
        }
        "nl" => "de het een van der den des in op aan voor met bij door te ter",
        "pl" => "w we na o od do z ze dla przy po",
        "pt" => "o a os as um uma de do da dos das a à ao aos às em no na nos nas por para com",
        "ro" => "de la al a ai ale cu în din pe pentru prin unui unei unor",
        "sk" => "v vo na o od do k ku z zo s so u pre pri",
        "sq" => "e i të së në me për nga",
        "sv" => "av i på för med till vid om en ett den det de",
        "uk" => "на у в з із зі до для за від по при щодо о об",
        _ => "",
    }
}
