//! The bodies in `examples/packages`.

use super::run::{Outcome, bytes, root, run};
use std::{collections::BTreeSet, fs, path::PathBuf};

pub(crate) const NOTIFICATION: &str = "application/vnd.oma.dm.notification";
pub(crate) const INITIATION: &str = "application/vnd.oma.dm.initiation+json";
pub(crate) const REQUEST: &str = "application/vnd.oma.dm.request+json";
pub(crate) const DM20: &str = "application/dm20";
pub(crate) const RESPONSE: &str = "application/vnd.oma.dm.response+json";
pub(crate) const DM20_STATUS: &str = "application/dm20status";
pub(crate) const MO: &str = "application/vnd.oma.dm.mo+json";

/// One of them.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// The name of the file, without what stands behind the dot.
    pub(crate) name: String,
    /// What stands there.
    pub(crate) extension: String,
}

/// The files in a folder of the project, by name.
pub(crate) fn files(folder: &str) -> Vec<Package> {
    let files = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
    let files = files.map(|file| {
        let file = file.into_string().unwrap();
        let (name, extension) = file.rsplit_once('.').unwrap();
        Package { name: name.to_owned(), extension: extension.to_owned() }
    });
    let mut files: Vec<_> = files.collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

pub(crate) fn packages() -> Vec<Package> {
    let packages = files("examples/packages");
    let names: BTreeSet<_> = packages.iter().map(|package| &package.name).collect();
    assert_eq!(names.len(), packages.len(), "two packages have the same name");
    packages
}

/// The package of this name.
pub(crate) fn package(name: &str) -> Package {
    packages().into_iter().find(|package| package.name == name).unwrap_or_else(|| panic!("no {name}"))
}

/// The packages that can be decoded, with the media type that their names speak for.
pub(crate) fn readable() -> Vec<(Package, String)> {
    let readable = packages().into_iter().filter(|package| !package.name.starts_with("broken-"));
    readable.map(|package| (package.clone(), package.media_type())).collect()
}

impl Package {
    pub(crate) fn path(&self) -> String {
        format!("examples/packages/{}.{}", self.name, self.extension)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(root().join(self.path())).unwrap()
    }

    /// The body that the file says.
    pub(crate) fn body(&self) -> Vec<u8> {
        match self.extension.as_str() {
            "hex" => {
                let digits: String = String::from_utf8(self.bytes()).unwrap().split_whitespace().collect();
                let pairs = (0..digits.len() / 2).map(|at| &digits[2 * at..2 * at + 2]);
                pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
            }
            _ => self.bytes(),
        }
    }

    /// Runs the tool on it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        run(&self.arguments(arguments, &self.path()))
    }

    /// Runs the tool on it, which may write what is no text.
    pub(crate) fn run_bytes(&self, arguments: &[&str]) -> (i32, Vec<u8>, String) {
        bytes(&self.arguments(arguments, &self.path()))
    }

    fn arguments<'a>(&self, arguments: &[&'a str], path: &'a str) -> Vec<&'a str> {
        let hex = (self.extension == "hex").then_some("--hex");
        arguments.iter().copied().chain(hex).chain([path]).collect()
    }

    pub(crate) fn expectation(&self) -> PathBuf {
        root().join(format!("tests/inspect/{}.txt", self.name))
    }

    fn media_type(&self) -> String {
        let (kind, _) = self.name.split_once('-').unwrap();
        match (self.extension.as_str(), kind) {
            ("bin" | "hex", "package0") => NOTIFICATION.to_owned(),
            ("json", "package1") => INITIATION.to_owned(),
            ("json", "package2") => REQUEST.to_owned(),
            ("json", "package3") => RESPONSE.to_owned(),
            ("json", "management") => MO.to_owned(),
            ("dm20", "package2") => DM20.to_owned(),
            ("dm20status", "package3") => DM20_STATUS.to_owned(),
            ("multipart", "package1" | "package3") => {
                let text = String::from_utf8(self.bytes()).unwrap();
                let line = text.lines().find(|line| line.starts_with("--")).unwrap();
                format!("multipart/mixed; boundary=\"{}\"", line[2..].trim_end())
            }
            _ => panic!("what is {}?", self.path()),
        }
    }
}
