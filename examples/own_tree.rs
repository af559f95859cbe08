//! Your own store behind `resolve`: a thermostat whose state is plain Rust, addressed by ClientURIs.
//!
//!     cargo run --example own_tree
//!
//! Nothing is copied into a tree of this crate. The handles are small and `Copy`; here they are an enum and a number.

use omadm::{
    Address, ClientUri, Leaf, ManagementData, Moid, Options, Status, StatusCode,
    address::{Tree, deleted_by, get, resolve},
    json,
};
use std::{borrow::Cow, error::Error, vec};

/// What the program works with.
struct Thermostat {
    target: f64,
    rooms: Vec<Room>,
}

struct Room {
    name: String,
    degrees: f64,
    /// Only its owner may see it.
    private: bool,
}

const MOID: &str = "urn:example:mo:thermostat:1.0";

/// What there is to address: `Thermostat/Target`, `Thermostat/Room/<name>/Degrees`.
#[derive(Clone, Copy)]
enum Place {
    Root,
    Target,
    Rooms,
    Room(usize),
    Degrees(usize),
}

impl Tree for Thermostat {
    /// There is one instance.
    type Instance<'t> = ();
    type Instances<'t> = std::iter::Once<()>;
    type Node<'t> = Place;
    type Children<'t> = vec::IntoIter<Place>;

    fn instances<'t>(&'t self, _: Option<&Moid<'_>>) -> Self::Instances<'t> {
        std::iter::once(())
    }

    fn moid<'t>(&'t self, (): ()) -> Cow<'t, str> {
        MOID.into()
    }

    /// The only instance of its MOID needs no name: it is addressed as `…//`.
    fn instance_name<'t>(&'t self, (): ()) -> Cow<'t, str> {
        "".into()
    }

    fn root(&self, (): ()) -> Place {
        Place::Root
    }

    fn name<'t>(&'t self, place: Place) -> Cow<'t, str> {
        match place {
            Place::Root => "Thermostat".into(),
            Place::Target => "Target".into(),
            Place::Rooms => "Room".into(),
            Place::Room(number) => self.rooms[number].name.as_str().into(),
            Place::Degrees(_) => "Degrees".into(),
        }
    }

    fn value<'t>(&'t self, place: Place) -> Option<Leaf<'t>> {
        match place {
            Place::Target => Some(Leaf::Number(self.target.to_string().into())),
            Place::Degrees(number) => Some(Leaf::Number(self.rooms[number].degrees.to_string().into())),
            Place::Root | Place::Rooms | Place::Room(_) => None,
        }
    }

    fn children<'t>(&'t self, place: Place) -> Self::Children<'t> {
        match place {
            Place::Root => vec![Place::Target, Place::Rooms],
            Place::Rooms => (0..self.rooms.len()).map(Place::Room).collect(),
            Place::Room(number) => vec![Place::Degrees(number)],
            Place::Target | Place::Degrees(_) => vec![],
        }
        .into_iter()
    }

    /// Access rights are a view of the tree: what a server may not see is not there.
    fn is_visible(&self, place: Place) -> bool {
        !matches!(place, Place::Room(number) if self.rooms[number].private)
    }

    fn is_permanent(&self, place: Place) -> bool {
        matches!(place, Place::Root | Place::Target | Place::Rooms)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let room = |name: &str, degrees, private| Room { name: name.into(), degrees, private };
    let mut device = Thermostat {
        target: 20.5,
        rooms: vec![room("hall", 19.0, false), room("bed/room", 17.5, false), room("study", 21.0, true)],
    };
    let options = Options::default();

    // Which nodes a ClientURI means. The `/` in a name is told apart from the one between names.
    let uri = ClientUri::parse("urn:example:mo:thermostat:1.0//Room/*/Degrees")?;
    let found: Vec<_> = resolve(&device, &uri, &options).addresses().collect::<Result<_, _>>()?;
    found.iter().for_each(|address| println!("{address}"));
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], "urn:example:mo:thermostat:1.0//Room/bed%2Froom/Degrees");

    // The one room with a temperature of 19, whatever its name.
    let uri = ClientUri::parse("urn:example:mo:thermostat:1.0//Room/(r)?nv=(r)/Degrees:19")?;
    let answer = get(&device, &[uri], &options);
    let data: &ManagementData = answer.data().ok_or("not found")?;
    let document = String::from_utf8(json::to_vec(data)?)?;
    println!("{document}");
    assert!(document.contains(r#""MOData":{"hall":{"Degrees":19}}"#));

    // DELETE is the store's to do; which nodes it means, and whether it may, is said here.
    let wanted = [
        ("Room/hall", StatusCode::OK),
        ("Target", StatusCode::COMMAND_NOT_ALLOWED),
        ("Room/study", StatusCode::NOT_FOUND),
    ];
    for (text, expected) in wanted {
        let address: Address = format!("{MOID}//{text}").parse()?;
        let status = match deleted_by(&device, &address, &options) {
            Ok(targets) => {
                // From behind, so that the numbers of those in front stay what they are.
                for (_, place) in targets.iter().rev() {
                    if let Place::Room(number) = place {
                        device.rooms.remove(*number);
                    }
                }
                Status::new(StatusCode::OK)
            }
            Err(error) => Status::new(error.dm_status()),
        };
        println!("DELETE {text}: {}", status.code);
        assert_eq!(status.code, expected);
    }
    assert_eq!(device.rooms.len(), 2);
    Ok(())
}
