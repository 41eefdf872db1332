//! Equal Earth: the raw formula, in radians on the unit sphere.
//!
//! Source: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection",
//! International Journal of Geographical Information Science 33 (2019), doi:10.1080/13658816.2018.1504949.

use std::f64::consts::{FRAC_PI_2, PI};

use super::bounds::wrap;

const A1: f64 = 1.340264;
const A2: f64 = -0.081106;
const A3: f64 = 0.000893;
const A4: f64 = 0.003796;

/// Half the square root of three, the paper's M: sin θ = M sin φ.
const M: f64 = 0.866_025_403_784_438_6;

/// Newton's method stops when a step is smaller than this (radians of θ).
pub const EPSILON: f64 = 1e-12;

/// Newton's method gives up after so many steps; on the map it needs half of them at most.
pub const MOST_STEPS: usize = 12;

/// Longitude λ and latitude φ (−π/2…π/2) in radians → x (east) and y (north).
pub fn forward(lambda: f64, phi: f64) -> (f64, f64) {
    let sin_theta = (M * sine(phi)).clamp(-1.0, 1.0);
    let theta = arc_sine(sin_theta);
    (lambda * cosine_of(sin_theta) / (M * slope(theta)), height(theta))
}

/// x (east) and y (north) → longitude λ and latitude φ in radians; `None` off the sphere's outline.
pub fn inverse(x: f64, y: f64) -> Option<(f64, f64)> {
    let mut theta = y / A1;
    let mut steps = 0;
    loop {
        let step = (height(theta) - y) / slope(theta);
        theta -= step;
        steps += 1;
        if step.abs() < EPSILON {
            break;
        }
        if steps == MOST_STEPS {
            return None;
        }
    }
    let sin_theta = sine(theta);
    let sin_phi = sin_theta / M;
    let lambda = x * M * slope(theta) / cosine_of(sin_theta);
    // The outline itself belongs to the map, whichever way its last bit was rounded.
    let on_map = sin_phi.abs() <= 1.0 + EPSILON && lambda.abs() <= PI + EPSILON && theta.abs() < FRAC_PI_2;
    on_map.then(|| (lambda, arc_sine(sin_phi.clamp(-1.0, 1.0))))
}

/// The sine of an angle within −π/2…π/2, in radians, by Taylor's series to x¹⁹: off by less than 1e-15. The standard
/// library's takes any angle, which costs the bundle 5 KB of tables for bringing large ones into this range.
pub fn sine(angle: f64) -> f64 {
    let square = angle * angle;
    angle * SERIES.iter().fold(0.0, |sum, term| sum * square + term)
}

/// The coefficients of Taylor's series, the last one first: a globe that turns asks for tens of thousands of sines a frame.
const SERIES: [f64; 10] = {
    let mut series = [1.0; 10];
    let mut n = 1;
    while n < 10 {
        series[9 - n] = -series[10 - n] / (2 * n * (2 * n + 1)) as f64;
        n += 1;
    }
    series
};

/// The angle whose sine this is (−1…1), −π/2…π/2, in radians.
pub fn arc_sine(sine: f64) -> f64 {
    arc_tangent(sine, cosine_of(sine))
}

/// The direction of a point from the x axis, counted towards the y axis, −π…π, in radians; 0 for the origin itself. From a
/// guess that is off by 0.02 at most; each step leaves a sixth of the third power of what is off, the second one less than
/// 1e-15. The standard library's costs the bundle 0.7 KB more.
pub fn arc_tangent(y: f64, x: f64) -> f64 {
    let length = (x * x + y * y).sqrt();
    if length == 0.0 {
        return 0.0;
    }
    let (up, across) = (y.abs() / length, x.abs() / length);
    let is_steep = up > across;
    let (sin, cos) = if is_steep { (across, up) } else { (up, across) };
    let mut angle = sin + sin * sin * sin / 6.0;
    for _ in 0..2 {
        let sine = sine(angle);
        angle += sin * cosine_of(sine) - cos * sine;
    }
    let angle = if is_steep { FRAC_PI_2 - angle } else { angle };
    let angle = if x < 0.0 { PI - angle } else { angle };
    angle.copysign(y)
}

/// The cosine of a latitude in degrees, −90…90, by [`sine`].
pub fn cosine_of_latitude(lat: f64) -> f64 {
    sine((90.0 - lat.abs()).to_radians())
}

/// Sine and cosine of a longitude in degrees.
pub fn sine_and_cosine(lon: f64) -> (f64, f64) {
    let lon = wrap(lon);
    let folded = if lon > 90.0 {
        180.0 - lon
    } else if lon < -90.0 {
        -180.0 - lon
    } else {
        lon
    };
    (sine(folded.to_radians()), sine((90.0 - lon.abs()).to_radians()))
}

/// The cosine of an angle within −π/2…π/2 whose sine is this.
fn cosine_of(sine: f64) -> f64 {
    ((1.0 - sine) * (1.0 + sine)).sqrt()
}

/// y as a function of θ.
fn height(theta: f64) -> f64 {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
}

/// dy/dθ, which also divides x.
fn slope(theta: f64) -> f64 {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    A1 + 3.0 * A2 * t2 + t6 * (7.0 * A3 + 9.0 * A4 * t2)
}
