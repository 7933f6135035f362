//! A PostgreSQL server of the tests' own, started from the installed binaries: on a socket in a temporary folder, and
//! gone when the test process is. It keeps nothing, so it need not wait for the disk.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

use super::left_out;

/// Who owns the databases.
const OWNER: &str = "okno";

/// A running server.
pub struct Server {
    socket: PathBuf,
    databases: AtomicU32,
    /// Its standard input keeps the server up.
    _keeper: Child,
}

/// The server of this process; `None` where PostgreSQL is not installed, which is said.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(|| binaries().map(|binaries| Server::start(&binaries)));
    if server.is_none() {
        left_out("there is no PostgreSQL: the store's tests ran on SQLite alone");
    }
    server.as_ref()
}

/// The folder of the newest installed PostgreSQL.
fn binaries() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&folders).find(|folder| has_server(folder));
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut installed: Vec<PathBuf> = installed.filter(|path| has_server(&path.join("bin"))).collect();
    installed.sort_by_key(version);
    installed.pop().map(|path| path.join("bin")).or(on_path)
}

fn has_server(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|tool| folder.join(tool).is_file())
}

/// PostgreSQL refuses to run as root: who else it runs as there, by user and group.
fn other_user() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").map(|process| process.uid()).ok() != Some(0) {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let of = |name: &str| {
        let line = users.lines().find(|line| line.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2).map(|field| field.parse().ok());
        fields.next().flatten().zip(fields.next().flatten())
    };
    Some(of("postgres").or_else(|| of("nobody")).expect("neither postgres nor nobody is a user here"))
}

impl Server {
    fn start(binaries: &Path) -> Server {
        // Short, because a socket's path may have 107 bytes, and its own: the keeper removes it.
        let folder = tempfile::Builder::new().prefix("okno-pg").tempdir_in("/tmp").unwrap().keep();
        let user = other_user();
        if let Some((user, group)) = user {
            chown(&folder, Some(user), Some(group)).unwrap();
        }
        let run_as = |command: &mut Command| {
            command.current_dir("/");
            if let Some((user, group)) = user {
                command.uid(user).gid(group);
            }
        };
        let data = folder.join("data");
        let mut init = Command::new(binaries.join("initdb"));
        init.args(["--no-sync", "--no-instructions", "-A", "trust", "-E", "UTF8", "--locale", "C"]);
        init.args(["-U", OWNER, "-D"]).arg(&data);
        run_as(&mut init);
        let made = init.output().unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        // The shell ends the server and clears up once nobody holds its input, however this process went.
        let script = r#"
            "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off \
                -c max_connections=200 -c log_min_messages=warning >"$2/log" 2>&1 &
            server=$!
            until [ -S "$2/.s.PGSQL.5432" ] || ! kill -0 $server 2>/dev/null; do sleep 0.05; done
            echo ready
            cat >/dev/null
            kill -INT $server
            wait $server
            rm -rf "$2"
        "#;
        let mut keeper = Command::new("sh");
        keeper.args(["-c", script, "keeper"]).arg(binaries).arg(&folder);
        keeper.stdin(Stdio::piped()).stdout(Stdio::piped());
        run_as(&mut keeper);
        let mut keeper = keeper.process_group(0).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let server = Server { socket: folder, databases: AtomicU32::new(0), _keeper: keeper };
        while server.connect("postgres").is_err() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        server
    }

    /// The URL of an empty database of its own.
    pub fn database(&self) -> String {
        let name = format!("test{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.connect("postgres").unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        self.url(&name)
    }

    fn connect(&self, database: &str) -> Result<Client, postgres::Error> {
        Client::connect(&self.url(database), NoTls)
    }

    fn url(&self, database: &str) -> String {
        let socket = self.socket.to_str().unwrap().replace('/', "%2F");
        format!("postgres://{OWNER}@{socket}/{database}")
    }
}
