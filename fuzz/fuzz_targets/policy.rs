//! Any bytes are read as a policy without panic; what is final is never more than what is recorded.
#![no_main]

use std::collections::BTreeMap;

use armistice_record::policy::Policy;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(policy) = Policy::parse(bytes) {
        let seen: BTreeMap<_, _> = policy.witnesses.iter().map(|one| one.key.public()).zip(1..).collect();
        assert!(policy.final_size(3, &seen) <= 3);
    }
});
