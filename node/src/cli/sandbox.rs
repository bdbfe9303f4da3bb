//! A throwaway network on this machine: folders, keys, addresses and one signed roster. For the demonstration, the
//! benchmarks and the tests.

use std::net::{TcpListener, UdpSocket};
use std::path::Path;

use anyhow::Context as _;
use emn_protocol::crypto::SigningKey;
use emn_protocol::ids::MemberId;
use emn_protocol::limits;
use emn_protocol::record::MultiText;
use emn_protocol::roster::{History, Member, MemberKey, NodeEntry, Policy, Roster, SignedRoster, Status};
use emn_protocol::time::Timestamp;

use crate::config::{
    ApiConfig, Config, Folder, LimitsConfig, LogConfig, LogFormat, NodeConfig, PublishConfig, SyncConfig, Value,
    WebConfig, commented_file,
};
use crate::daemon::{self, Daemon, Options};
use crate::identity::{Identity, generate_key};
use crate::store::Journal;

/// How long a sandbox's roster and keys are valid, in seconds.
const VALID_SECONDS: i64 = 30 * 86_400;

/// One node of a sandbox: everything that `emn init` would have made.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its member.
    pub member: MemberId,
    /// Its folder.
    pub folder: Folder,
    /// Its settings.
    pub config: Config,
}

/// A network whose keyholders sit in this process.
pub struct Sandbox {
    /// The root keys, two of which must sign.
    pub roots: Vec<SigningKey>,
    /// The rosters made so far.
    pub rosters: History,
    /// The nodes.
    pub sites: Vec<Site>,
}

/// A free port on the loopback interface, for TCP and UDP. Another program may take it before it is used; whoever
/// uses it says so then.
///
/// # Errors
/// When the system has no free port.
pub fn free_port() -> anyhow::Result<u16> {
    for _ in 0..50 {
        let tcp = TcpListener::bind(("127.0.0.1", 0)).context("no free port on the loopback interface")?;
        let port = tcp.local_addr()?.port();
        if UdpSocket::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    anyhow::bail!("no port is free for both TCP and UDP on the loopback interface")
}

impl Sandbox {
    /// Makes folders `members[0]`, `members[1]`, … below `root`, and a roster of them all with version 1.
    ///
    /// # Errors
    /// When a folder cannot be written or no port is free.
    pub fn create(root: &Path, name: &str, members: &[(&str, MultiText)], now: Timestamp) -> anyhow::Result<Self> {
        let mut sites = Vec::new();
        let mut listed = Vec::new();
        for (code, member_name) in members {
            let member: MemberId = code.parse()?;
            let site = Site::create(&root.join(code), member.clone())?;
            let identity = Identity::load(&site.folder.keys())?;
            let log = identity.log().context("a sandbox's node has a signing key")?;
            listed.push(Member {
                id: member,
                name: member_name.clone(),
                status: Status::Member,
                keys: vec![MemberKey {
                    key: log,
                    not_before: now.plus_seconds(-3600),
                    not_after: now.plus_seconds(VALID_SECONDS),
                    revoked: None,
                }],
                nodes: vec![NodeEntry { key: identity.node(), addresses: site.config.node.announce.clone() }],
            });
            sites.push(site);
        }
        let roots = (0..3).map(|_| generate_key()).collect::<Result<Vec<_>, _>>()?;
        let first = sign(first_roster(name, listed, &roots, now), &roots);
        Ok(Self { rosters: History::begin(first)?, roots, sites })
    }

    /// Changes the roster: makes, signs and keeps the next version.
    ///
    /// # Errors
    /// When the change breaks a rule of succession.
    pub fn change_roster(&mut self, change: impl FnOnce(&mut Roster)) -> anyhow::Result<SignedRoster> {
        let mut roster = self.rosters.current().clone();
        roster.network = Some(self.rosters.network());
        roster.previous = Some(self.rosters.newest().digest());
        roster.version += 1;
        change(&mut roster);
        let next = sign(roster, &self.roots);
        self.rosters.install(next.clone())?;
        Ok(next)
    }

    /// Puts all rosters made so far into a site's folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn hand_out(&self, site: &Site) -> anyhow::Result<()> {
        for version in 1..=self.rosters.current().version {
            if let Some(roster) = self.rosters.at(version) {
                site.folder.save_roster(roster)?;
            }
        }
        Ok(())
    }

    /// Hands out the rosters and starts one node.
    ///
    /// # Errors
    /// As [`daemon::start`].
    pub async fn start(&self, index: usize) -> anyhow::Result<Daemon> {
        let site = self.sites.get(index).context("the sandbox has no such site")?;
        self.hand_out(site)?;
        daemon::start(&site.folder, &site.config, Options::default()).await
    }
}

fn sign(roster: Roster, roots: &[SigningKey]) -> SignedRoster {
    let mut signed = SignedRoster::draft(roster);
    roots.iter().take(2).for_each(|key| signed.sign(key));
    signed
}

fn first_roster(name: &str, mut members: Vec<Member>, roots: &[SigningKey], now: Timestamp) -> Roster {
    members.sort_by(|a, b| a.id.cmp(&b.id));
    let mut root_keys: Vec<_> = roots.iter().map(SigningKey::id).collect();
    root_keys.sort();
    Roster {
        format: limits::FORMAT,
        network: None,
        name: name.to_owned(),
        version: 1,
        previous: None,
        issued: now,
        expires: now.plus_seconds(VALID_SECONDS),
        root_keys,
        threshold: 2,
        policy: Policy { min_frequency: 5, noise_allowed: false },
        members,
    }
}

impl Site {
    /// Makes keys, journal and folder of one node, with settings for the loopback interface.
    ///
    /// # Errors
    /// When the folder cannot be written or has keys already.
    pub fn create(root: &Path, member: MemberId) -> anyhow::Result<Self> {
        let folder = Folder::at(root);
        let identity = Identity::create(&folder.keys(), true)?;
        if let Some(log) = identity.log() {
            Journal::open(&folder.journal(), log)?;
        }
        let port = free_port()?;
        let addresses = vec![format!("/ip4/127.0.0.1/udp/{port}/quic-v1"), format!("/ip4/127.0.0.1/tcp/{port}")];
        let config = Config {
            node: NodeConfig { member: member.clone(), listen: addresses.clone(), announce: addresses },
            // Nobody is at home here but the person who looks.
            api: ApiConfig { listen: ([127, 0, 0, 1], 0).into(), open_reads: true },
            web: WebConfig { origin: None, idle_minutes: 30, public_listen: None, public_origin: None },
            publish: PublishConfig { four_eyes: false },
            oidc: None,
            sync: SyncConfig { compare_every_seconds: 30 },
            limits: LimitsConfig { connections: 128 },
            log: LogConfig { format: LogFormat::Text, filter: "info".to_owned() },
        };
        Ok(Self { member, folder, config })
    }

    /// Writes the settings to the folder, for a process of its own.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write_config(&self) -> anyhow::Result<()> {
        let given = [
            ("node.member", Value::Text(self.member.to_string())),
            ("node.listen", Value::List(self.config.node.listen.clone())),
            ("node.announce", Value::List(self.config.node.announce.clone())),
            ("api.listen", Value::Text(self.config.api.listen.to_string())),
            ("api.reads", Value::Text("open".to_owned())),
            ("publish.four_eyes", Value::Flag(self.config.publish.four_eyes)),
        ];
        let path = self.folder.config();
        std::fs::write(&path, commented_file(&given.into())).with_context(|| format!("cannot write {}", path.display()))
    }
}
