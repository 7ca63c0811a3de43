//! The QR code, as one path.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcodegen::{DataTooLong, QrCode, QrCodeEcc};

/// What must stay clear on each side, as a part of the code's own side: ISO/IEC 18004 asks for four
/// modules, and the smallest code has 21.
pub(super) const CLEAR: f32 = 4.0 / 21.0;

/// The dark modules of a QR code with medium correction, filling a square of `side` points
/// whose top left corner is at `x`, `y`. The caller keeps [`CLEAR`] around it.
pub(super) fn path(text: &str, x: f32, y: f32, side: f32) -> Result<Option<Path>, DataTooLong> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)?;
    let modules = u16::try_from(code.size()).unwrap_or_default();
    let module = side / f32::from(modules);
    let place = |at: u16| f32::from(at) * module;
    let dark = |column: u16, row: u16| code.get_module(i32::from(column), i32::from(row));
    let mut builder = PathBuilder::new();
    for row in 0..modules {
        let mut column = 0;
        while column < modules {
            let start = column;
            while column < modules && dark(column, row) {
                column += 1;
            }
            let width = f32::from(column - start) * module;
            if let Some(bar) = Rect::from_xywh(x + place(start), y + place(row), width, module)
                && column > start
            {
                builder.push_rect(bar);
            }
            column += 1;
        }
    }
    Ok(builder.finish())
}
