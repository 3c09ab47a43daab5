// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Vm} from "forge-std/Vm.sol";

/// What forge can do and the pinned forge-std does not name.
interface EvmRules {
    /// Runs what follows by the rules of that fork, such as `prague`.
    function setEvmVersion(string calldata fork) external;
}

/// Chains before `osaka` have no precompile for P-256.
function forgetP256(Vm vm) {
    EvmRules(address(vm)).setEvmVersion("prague");
}
