//! How long the disk takes to say that something is on it.

use crate::median;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Instant;

const TRIES: u64 = 300;

/// Measures in the folder of the database: a page overwritten with fdatasync, which is what a
/// write-ahead log does most, and the same with fsync.
pub fn print(folder: &Path) -> anyhow::Result<()> {
    let file = File::create(folder.join("disk"))?;
    file.write_all_at(&vec![0; 4096 * 64], 0)?;
    file.sync_all()?;
    let data = times(&file, File::sync_data)?;
    let all = times(&file, File::sync_all)?;
    println!(
        "fdatasync  {:.3} ms (median of {TRIES}); fsync {:.3} ms",
        median(&data),
        median(&all)
    );
    if median(&data) < 2.0 {
        println!("           a fast disk: SLOW_DISK_MS=2 scripts/bench shows a slow one");
    }
    Ok(())
}

fn times(file: &File, sync: fn(&File) -> std::io::Result<()>) -> anyhow::Result<Vec<f64>> {
    let mut times = Vec::new();
    for number in 0..TRIES {
        let page = [u8::try_from(number % 251)?; 4096];
        let begun = Instant::now();
        file.write_all_at(&page, (number % 64) * 4096)?;
        sync(file)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(times)
}
