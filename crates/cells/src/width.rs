//! Which instructions a pass over many rows is made of. All give the same bits: the passes are the same code, made for each width.

/// Which instructions the rows are worked through in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(pub(crate) Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Width {
    /// What every machine has.
    pub const PORTABLE: Width = Width(Kind::Portable);

    /// All that this machine has, the widest first.
    pub fn all() -> Vec<Width> {
        let mut all = vec![Width::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            if std::is_x86_feature_detected!("avx2") {
                all.insert(0, Width(Kind::Avx2));
            }
            let has_avx512 = std::is_x86_feature_detected!("avx512f")
                && std::is_x86_feature_detected!("avx512bw")
                && std::is_x86_feature_detected!("avx512dq")
                && std::is_x86_feature_detected!("avx512vl");
            if has_avx512 {
                all.insert(0, Width(Kind::Avx512));
            }
        }
        all
    }

    /// The widest that this machine has.
    pub fn widest() -> Width {
        Width::all().first().copied().unwrap_or(Width::PORTABLE)
    }

    /// Its name: `portable`, `avx2` or `avx512`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
        }
    }
}

/// Makes each pass for every width: its body is compiled once for each, and `marked` in it is the function of that width
/// that gathers marks. A module that uses it relaxes the ban on what is unsafe: the calls are sound, for a width other than the
/// portable one is made only where the machine was asked for its instructions ([`Width::all`]).
macro_rules! passes {
    ($($(#[$doc:meta])* fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty { $($body:tt)* })*) => {
        impl crate::Width {
            $($(#[$doc])*
            pub(super) fn $name(self, $($argument: $type),*) -> $result {
                match self.0 {
                    crate::width::Kind::Portable => portable::$name($($argument),*),
                    // SAFETY: such a width is made only where the machine has the instructions.
                    #[cfg(target_arch = "x86_64")]
                    crate::width::Kind::Avx2 => unsafe { avx2::$name($($argument),*) },
                    // SAFETY: as above.
                    #[cfg(target_arch = "x86_64")]
                    crate::width::Kind::Avx512 => unsafe { avx512::$name($($argument),*) },
                }
            })*
        }

        mod portable {
            use super::*;
            use crate::marks::marked;
            $(pub(super) fn $name($($argument: $type),*) -> $result { $($body)* })*
        }

        #[cfg(target_arch = "x86_64")]
        mod avx2 {
            use super::*;
            use crate::marks::x86::marked_avx2 as marked;
            $(#[target_feature(enable = "avx2")]
            pub(super) fn $name($($argument: $type),*) -> $result { $($body)* })*
        }

        #[cfg(target_arch = "x86_64")]
        mod avx512 {
            use super::*;
            use crate::marks::x86::marked_avx512 as marked;
            $(#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
            pub(super) fn $name($($argument: $type),*) -> $result { $($body)* })*
        }
    };
}

pub(crate) use passes;
