//! What is asked of an address and put into its query.

use super::{laws::Law, same};
use omadm::{Address, ClientUri, Field, InitiatedBy, ServerUri, XName};

/// Levels are put in place of those before and change nothing else; it has its own address, and is one if it names nodes.
pub(super) fn client(uri: &ClientUri<'_>) -> Law {
    for other in [XName::new('x'), XName::new('y')].into_iter().flatten() {
        let all = uri.fields().filter(|field| matches!(field, Field::Nv(nv) if nv.x() == other));
        same("nv of an x-name", uri.nv(other).count(), all.count())?;
    }
    let names: Vec<_> = uri.path().collect();
    same("backwards", uri.path().rev().collect(), names.into_iter().rev().collect::<Vec<_>>())?;
    same("its own address", uri.same_address(uri), true)?;
    if let Ok(address) = Address::try_from(uri.clone()) {
        same("an address derefs", (*address).as_str(), uri.as_str())?;
        same("an address is one", &ClientUri::from(address.clone()), uri)?;
        same("an address is one", &address.into_client_uri(), uri)?;
    }
    // It would be too long.
    let Ok(leveled) = uri.with_levels(7) else { return same("room", uri.as_str().len() > 65_000, true) };
    let others = |uri: &ClientUri<'_>| {
        let fields = uri.fields().filter(|field| !matches!(field, Field::Levels(_)));
        fields.map(|field| format!("{field:?}")).collect::<Vec<_>>()
    };
    same("levels", leveled.levels(), Some(7))?;
    same("the other fields", others(&leveled), others(uri))?;
    same("the same address", leveled.same_address(uri) && uri.same_address(&leveled), true)
}

/// What is put into the query is read from it, and everything else stays.
pub(super) fn server(uri: &ServerUri<'_>) -> Law {
    same("https", uri.is_https(), uri.as_str().get(..6).is_some_and(|s| s.eq_ignore_ascii_case("https:")))?;
    let fields = |uri: &ServerUri<'_>| {
        let others = uri.query().unwrap_or_default().split('&');
        let others = others.filter(|field| field.split('=').next() != Some("InitiatedBy"));
        others.filter(|field| !field.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    for by in [InitiatedBy::User, InitiatedBy::Device] {
        let Ok(with) = uri.with_initiated_by(by) else {
            return same("room", uri.as_str().len() > 65_000, true);
        };
        same("who wanted it", with.initiated_by(), Some(by))?;
        same("the server", (with.host(), with.port(), with.path()), (uri.host(), uri.port(), uri.path()))?;
        same("the other fields", fields(&with), fields(uri))?;
        let again = with.with_initiated_by(by).map_err(|error| error.to_string())?;
        same("twice is once", &again, &with)?;
    }
    Ok(())
}
