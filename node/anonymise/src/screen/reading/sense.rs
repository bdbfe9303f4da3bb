//! What a word can mean to the detectors.

/// Several meanings at once, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sense(u64);

impl Sense {
    /// A word that tells the language of a text: an article, a preposition.
    pub(crate) const STOP: Self = Self(1);
    /// Mr, Frau, pani.
    pub(crate) const TITLE: Self = Self(1 << 1);
    /// Minister, director, professor.
    pub(crate) const OFFICE: Self = Self(1 << 2);
    /// One person in a part: victim, girl, applicant.
    pub(crate) const PERSON: Self = Self(1 << 3);
    /// Several of them.
    pub(crate) const PERSONS: Self = Self(1 << 4);
    /// Family or partner: sister, husband.
    pub(crate) const KIN: Self = Self(1 << 5);
    /// Several of them.
    pub(crate) const KINS: Self = Self(1 << 6);
    /// What persons do in a case: told, fled.
    pub(crate) const VERB: Self = Self(1 << 7);
    /// named, genannt.
    pub(crate) const NAMED: Self = Self(1 << 8);
    /// born, date of birth.
    pub(crate) const BIRTH: Self = Self(1 << 9);
    /// years old, aged.
    pub(crate) const AGE: Self = Self(1 << 10);
    /// The numeral one, where it is not the article as well.
    pub(crate) const ONE: Self = Self(1 << 11);
    /// The numeral two.
    pub(crate) const TWO: Self = Self(1 << 12);
    /// The numeral three.
    pub(crate) const THREE: Self = Self(1 << 13);
    /// The numeral four.
    pub(crate) const FOUR: Self = Self(1 << 14);
    /// Pregnancy, illness, disability.
    pub(crate) const HEALTH: Self = Self(1 << 15);
    /// Occupation, or the kind of place where one works.
    pub(crate) const JOB: Self = Self(1 << 16);
    /// village, small town.
    pub(crate) const SETTLEMENT: Self = Self(1 << 17);
    /// ministry, foundation, university.
    pub(crate) const ORGANISATION: Self = Self(1 << 18);
    /// the only, the youngest.
    pub(crate) const ONLY: Self = Self(1 << 19);
    /// average, percent, total.
    pub(crate) const STATISTIC: Self = Self(1 << 20);
    /// What makes a thing of the name beside it: street, church, law, prize.
    pub(crate) const THING: Self = Self(1 << 21);
    /// Citizenship, country or people of origin.
    pub(crate) const ORIGIN: Self = Self(1 << 22);
    /// A given name.
    pub(crate) const GIVEN: Self = Self(1 << 23);
    /// A surname.
    pub(crate) const SURNAME: Self = Self(1 << 24);
    /// A name that is an ordinary word as well.
    pub(crate) const WORDLIKE: Self = Self(1 << 25);
    /// A town, or a part of the name of one.
    pub(crate) const TOWN: Self = Self(1 << 26);
    /// A country, or a part of the name of one.
    pub(crate) const COUNTRY: Self = Self(1 << 27);
    /// Part of a name that is no name: van, de la, ibn.
    pub(crate) const PARTICLE: Self = Self(1 << 28);
    /// at least, before, until.
    pub(crate) const BOUND: Self = Self(1 << 29);
    /// law, report, decision.
    pub(crate) const LAW: Self = Self(1 << 30);
    /// may, must, every, if: what rules are made of.
    pub(crate) const MODAL: Self = Self(1 << 31);
    /// et al., ISBN.
    pub(crate) const CITATION: Self = Self(1 << 32);
    /// The name of a town or country of several words may begin here.
    pub(crate) const PHRASE: Self = Self(1 << 33);

    /// Address, lives at.
    pub(crate) const AT: Self = Self(1 << 34);
    /// case, instance.
    pub(crate) const CASE: Self = Self(1 << 35);
    /// The indefinite article, where it is the numeral one as well.
    pub(crate) const ARTICLE: Self = Self(1 << 36);
    /// The name of a make, a service or an association.
    pub(crate) const BRAND: Self = Self(1 << 37);

    /// What is often named after somebody: an airport, a university.
    pub(crate) const EPONYM: Self = Self(1 << 38);
    /// group, category.
    pub(crate) const GROUP: Self = Self(1 << 39);

    const MONTH_SHIFT: u32 = 60;

    /// One or more persons in a part.
    pub(crate) const PEOPLE: Self = Self(Self::PERSON.0 | Self::PERSONS.0);
    /// One or more of a family.
    pub(crate) const FAMILY: Self = Self(Self::KIN.0 | Self::KINS.0);
    /// A given name or surname.
    pub(crate) const NAME: Self = Self(Self::GIVEN.0 | Self::SURNAME.0);
    /// A place that has a name.
    pub(crate) const GEOGRAPHY: Self = Self(Self::TOWN.0 | Self::COUNTRY.0 | Self::ORIGIN.0);

    /// A month, 1 to 12.
    pub(crate) const fn of_month(month: u8) -> Self {
        Self(((month & 15) as u64) << Self::MONTH_SHIFT)
    }

    /// The month that it names, 1 to 12.
    pub(crate) const fn month(self) -> Option<u8> {
        match (self.0 >> Self::MONTH_SHIFT) as u8 {
            0 => None,
            month => Some(month),
        }
    }

    /// Whether it has one of these meanings.
    pub(crate) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// All meanings of both; a month of the first stays.
    pub(crate) const fn with(self, other: Self) -> Self {
        let other = if self.month().is_some() { other.0 & ((1 << Self::MONTH_SHIFT) - 1) } else { other.0 };
        Self(self.0 | other)
    }

    /// Without some meanings.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it has no meaning at all.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The meaning that a key of a file of words stands for.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "stop" => Self::STOP,
            "title" => Self::TITLE,
            "office" => Self::OFFICE,
            "person" => Self::PERSON,
            "persons" => Self::PERSONS,
            "kin" => Self::KIN,
            "kins" => Self::KINS,
            "verb" => Self::VERB,
            "named" => Self::NAMED,
            "birth" => Self::BIRTH,
            "age" => Self::AGE,
            "num1" => Self::ONE,
            "num2" => Self::TWO,
            "num3" => Self::THREE,
            "num4" => Self::FOUR,
            "health" => Self::HEALTH,
            "job" => Self::JOB,
            "settle" => Self::SETTLEMENT,
            "org" => Self::ORGANISATION,
            "only" => Self::ONLY,
            "stat" => Self::STATISTIC,
            "place" => Self::THING,
            "origin" => Self::ORIGIN,
            "particle" => Self::PARTICLE,
            "bound" => Self::BOUND,
            "law" => Self::LAW,
            "modal" => Self::MODAL,
            "at" => Self::AT,
            "case" => Self::CASE,
            "article" => Self::ARTICLE,
            "eponym" => Self::EPONYM,
            "group" => Self::GROUP,
            "brand" => Self::BRAND,
            "cite" => Self::CITATION,
            _ => return None,
        })
    }
}
