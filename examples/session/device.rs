//! The device: management data in memory, and what commands do with it.

use crate::{
    browser::Browser,
    diagram::{Arrow, Diagram},
    exchange::Exchanges,
    message,
    stop::Stop,
    watch::Watch,
    web::Web,
};
use http::Method;
use omadm::{
    Address, ClientUri, Command, ManagementData, Mo, Moid, Options, ServerUri, StatusCode,
    address::{MemoryTree, Tree, collect, get, resolve},
    json,
    session::client::{Answer, Defaults},
};

/// What every device says of itself, in any version.
const DEVINFO: &str = "urn:oma:mo:oma-dm-devinfo:";

/// The management data of a device that is told nothing else.
pub(crate) fn usual_data() -> ManagementData<'static> {
    let document = include_bytes!("device.json");
    // A document that is not read is a device without data, which every test of it shows.
    json::decode::<ManagementData>(document, &Options::default())
        .map(|decoded| decoded.value)
        .unwrap_or_default()
}

pub(crate) struct Device {
    tree: MemoryTree,
    exchanges: Exchanges,
    browser: Browser,
    defaults: Defaults,
    watch: Watch,
    options: Options,
    diagram: Diagram,
}

impl Device {
    /// A device with this data, of which nobody can delete what it says of itself.
    pub(crate) fn new(data: &ManagementData, web: &Web, diagram: Diagram) -> Result<Device, String> {
        let options = Options::default();
        let mut tree = MemoryTree::new();
        tree.store(data, &options).map_err(|error| format!("the data has no place: {error}"))?;
        for moid in moids(&tree).filter(|moid| moid.as_str().starts_with(DEVINFO)) {
            for nodes in ["*/", "*/*"] {
                if let Ok(nodes) = Address::parse(&format!("{moid}/{nodes}")) {
                    tree.make_permanent(&nodes, &options).map_err(|error| error.to_string())?;
                }
            }
        }
        let exchanges = Exchanges::new(web.clone(), options, diagram);
        let browser = Browser::new(web.clone(), diagram);
        let (defaults, watch) = (Defaults::new(), Watch::default());
        Ok(Device { tree, exchanges, browser, defaults, watch, options, diagram })
    }

    /// Its management objects, as Package#1 lists them.
    pub(crate) fn mos(&self) -> Vec<Mo<'static>> {
        let mut mos: Vec<(Moid<'static>, Vec<String>)> = Vec::new();
        for instance in self.tree.instances(None) {
            let Ok(moid) = Moid::try_from(self.tree.moid(instance).into_owned()) else { continue };
            // The only one of its kind may have no name, and then there is none to list.
            let name = Some(self.tree.instance_name(instance).into_owned()).filter(|name| !name.is_empty());
            match mos.iter_mut().find(|(known, _)| *known == moid) {
                Some((_, names)) => names.extend(name),
                None => mos.push((moid, name.into_iter().collect())),
            }
        }
        mos.into_iter().map(|(moid, names)| Mo::new(moid, names)).collect()
    }

    /// What it says of itself, for Package#1.
    pub(crate) fn devinfo(&self) -> Option<ManagementData<'static>> {
        let moid = moids(&self.tree).find(|moid| moid.as_str().starts_with(DEVINFO))?;
        let all = ClientUri::try_from(format!("{moid}/*/")).ok()?;
        collect(&self.tree, &[all], &self.options).ok().map(|collected| collected.data)
    }

    /// Executes a command of the Package#2 that is this step, and says how it went.
    pub(crate) fn execute(&mut self, step: &str, command: &Command<'static>) -> Answer {
        let beside = format!("{step}.1");
        let answer = match command {
            Command::HGet { from, to } => self.fetch(&beside, from, to.as_ref()),
            Command::HPut { to, data } => self.send(&beside, &Method::PUT, to, data).into(),
            Command::HPost { to, data } => self.send(&beside, &Method::POST, to, data).into(),
            Command::Delete(node) => match self.tree.delete(node, &self.options) {
                Ok(_) => StatusCode::OK.into(),
                Err(error) => error.dm_status().into(),
            },
            Command::Exec { node, report_to } => self.start(node, report_to.is_some()).into(),
            Command::Get(uris) => get(&self.tree, uris, &self.options).into(),
            Command::Show(page) => self.browser.open(&beside, page).into(),
            Command::Default { moid, from } => self.defaults.set(moid.clone(), from.clone()).into(),
            // It could not be gone on there.
            Command::Cont(server) if server.is_https() => StatusCode::INTERNAL_ERROR.into(),
            Command::Cont(_) => StatusCode::OK.into(),
            Command::Sub { to, node } => self.watch.begin(to.clone(), node.clone(), &self.tree).into(),
            Command::Unsub(node) => self.watch.end(node).into(),
            // One that this example has not heard of yet.
            _ => StatusCode::NOT_IMPLEMENTED.into(),
        };
        if matches!(command, Command::HGet { .. } | Command::Delete(_)) {
            self.watch.look(&beside, &self.tree, &self.exchanges);
        }
        answer
    }

    /// Says beside the diagram what a command was answered with.
    pub(crate) fn say(&self, command: &Command, status: StatusCode) {
        self.diagram.aside("", Arrow::None, command.name(), &[message::code(status)]);
    }

    /// Waits for what SHOW has started.
    pub(crate) fn wait(&mut self, stop: &Stop) {
        self.browser.wait(stop);
    }

    /// The status of every page that SHOW has shown, where there was one.
    pub(crate) fn shown(&self) -> &[Option<u16>] {
        self.browser.statuses()
    }

    fn fetch(&mut self, step: &str, from: &ServerUri, to: Option<&Address>) -> Answer {
        let data = match self.exchanges.fetch(step, from) {
            Ok(data) => data,
            Err(status) => return status.into(),
        };
        let stored = match to {
            Some(to) => self.tree.replace(to, &data, &self.options).map(|place| vec![place]),
            None => self.tree.store(&data, &self.options),
        };
        match stored {
            // Nothing came, so that there is no location to name.
            Ok(places) if places.is_empty() => StatusCode::NO_CONTENT.into(),
            Ok(places) => Answer::stored(places),
            Err(error) => error.dm_status().into(),
        }
    }

    fn send(&self, step: &str, method: &Method, to: &ServerUri, uris: &[ClientUri<'static>]) -> StatusCode {
        let collected = match collect(&self.tree, uris, &self.options) {
            Ok(collected) => collected,
            Err(error) => return error.dm_status(),
        };
        match collected.status() {
            StatusCode::OK => match self.exchanges.send(step, method, to, &collected.data) {
                Ok(()) => StatusCode::OK,
                Err(status) => status,
            },
            // The server has all of it already.
            status => status,
        }
    }

    /// EXEC of one node. What it does is over in no time; with a ServerURI its outcome is told later.
    fn start(&self, node: &Address, is_reported: bool) -> StatusCode {
        let mut found = resolve(&self.tree, node, &self.options);
        match (found.next(), found.next()) {
            (Some(Ok(_)), None) if is_reported => StatusCode::ACCEPTED,
            (Some(Ok(_)), None) => StatusCode::OK,
            (Some(Err(error)), _) | (_, Some(Err(error))) => error.dm_status(),
            _ => StatusCode::NOT_FOUND,
        }
    }
}

/// The kinds of management objects there are.
fn moids(tree: &MemoryTree) -> std::vec::IntoIter<Moid<'static>> {
    let moids = tree.instances(None).filter_map(|it| Moid::try_from(tree.moid(it).into_owned()).ok());
    let mut moids: Vec<_> = moids.collect();
    moids.dedup();
    moids.into_iter()
}
