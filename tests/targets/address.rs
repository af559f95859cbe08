//! Resolving, on generated trees, against the naive resolver.

use super::{
    laws::Law,
    naive::{
        client_uri,
        resolver::{self, Content, Instance, Node, Tree},
    },
    same,
};
use arbitrary::Unstructured;
use omadm::{ClientUri, ManagementData, MoData, Options, Record, address, json};

pub(super) fn resolve(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let (Ok(document), Ok(uri)) =
        (u.arbitrary::<ManagementData<'static>>(), u.arbitrary::<ClientUri<'static>>())
    else {
        return Ok(());
    };
    // The naive resolver judges what has instances with names of their own, each in a record of its own.
    let document = roots(document);
    let uri = aimed(&mut u, &document, uri);
    let tree = naive_tree(&document);
    let unique = tree.is_some();
    let options = Options::default();
    let addressed: Result<Vec<_>, _> = address::resolve(&document, &uri, &options).addresses().collect();
    if !uri.is_all_mos()
        && let Some(tree) = tree
    {
        let naive = client_uri::parse(uri.as_str()).ok_or("the grammar refuses what was built")?;
        match (resolver::resolve(&tree, &naive), &addressed) {
            (Ok(places), Ok(addresses)) => same("as many nodes", addresses.len(), places.len())?,
            (Err(_), Err(error)) => same("404", error.dm_status().as_u16(), 404)?,
            (naive, ours) => return Err(format!("{naive:?} is {ours:?} for {uri}")),
        }
    }
    // What was addressed is addressed by its own address, if siblings have names of their own.
    if !unique {
        return Ok(());
    }
    for address in addressed.unwrap_or_default() {
        let again: Result<Vec<_>, _> = address::resolve(&document, &address, &options).addresses().collect();
        same("its own address", again.as_ref().map(Vec::as_slice), Ok(std::slice::from_ref(&address)))?;
    }
    // What is collected can be sent.
    if let Some(data) = address::get(&document, std::slice::from_ref(&uri), &options).into_data() {
        let body = json::to_vec(&data).map_err(|error| error.to_string())?;
        json::decode::<ManagementData>(&body, &Options::strict()).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The document with every record at the root of an instance of its own.
fn roots(document: ManagementData<'static>) -> ManagementData<'static> {
    let records = document.records.into_iter().enumerate().filter_map(|(index, record)| {
        let moid = record.client_uri()?.moid()?.into_owned();
        let uri = ClientUri::builder(&moid).instance(&format!("i{index}")).build().ok()?;
        Record::new(uri, record.data).ok()
    });
    ManagementData::new(records.collect::<Vec<_>>())
}

/// The URI with an instance that exists, now and then: a random one rarely hits.
fn aimed(
    u: &mut Unstructured<'_>,
    document: &ManagementData<'_>,
    uri: ClientUri<'static>,
) -> ClientUri<'static> {
    let Ok(true) = u.arbitrary::<bool>() else { return uri };
    let Ok(record) = u.choose(&document.records) else { return uri };
    let Some(root) = record.client_uri().map(|uri| uri.as_str()) else { return uri };
    let path: Vec<_> = uri.path().map(|node| node.to_string()).collect();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    ClientUri::try_from(format!("{root}{}{query}", path.join("/"))).unwrap_or(uri)
}

fn naive_tree(document: &ManagementData<'_>) -> Option<Tree> {
    let instances = document.records.iter().map(|record| {
        let uri = record.client_uri()?;
        let name = uri.instance()?.name()?.decode().into_owned();
        let moid = uri.moid()?.to_string();
        Some(Instance { moid, name, root: naive_node(&record.data)? })
    });
    Some(Tree { instances: instances.collect::<Option<Vec<_>>>()? })
}

/// The root; `None` where siblings share a name.
fn naive_node(data: &MoData<'_>) -> Option<Node> {
    fn of(node: &omadm::Node<'_>) -> Option<Node> {
        let name = node.name().into_owned();
        let Some(leaf) = node.leaf() else {
            let below = node.children().map(|child| of(&child)).collect::<Option<Vec<_>>>()?;
            let twice = below.iter().enumerate().any(|(i, a)| below[..i].iter().any(|b| a.name == b.name));
            return if twice { None } else { Some(Node::interior(&name, below)) };
        };
        Some(match leaf.text() {
            Some(text) => Node { name, content: Content::Leaf(text.to_owned()) },
            None => Node { name, content: Content::Null },
        })
    }
    of(&data.nodes().next()?)
}
