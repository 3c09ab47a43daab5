// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IBurnMint} from "../interfaces/IBurnMint.sol";
import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {INodeOperators} from "../interfaces/INodeOperators.sol";
import {IPolicy} from "../interfaces/IPolicy.sol";
import {IProofOfRender} from "../interfaces/IProofOfRender.sol";

/// @title What the network's contracts take from the policy
/// @notice A binding for each, in the order of its terms.
library PolicyBindings {
    /// @notice The escrow's shares and window.
    function jobEscrow(address target) internal pure returns (IPolicy.Binding memory to) {
        to = _to(target, IJobEscrow.setTerms.selector, 3);
        to.ids[0] = keccak256("split.burnBp");
        to.ids[1] = keccak256("split.treasuryBp");
        to.ids[2] = keccak256("chain.windowSeconds");
    }

    /// @notice The cap of what is minted for a work unit, the share for availability, and what is minted again.
    function burnMint(address target) internal pure returns (IPolicy.Binding memory to) {
        to = _to(target, IBurnMint.setTerms.selector, 4);
        to.ids[0] = keccak256("emission.capPerWorkUnit");
        to.ids[1] = keccak256("emission.availabilityBp");
        to.ids[2] = keccak256("emission.recycledFromEpoch");
        to.ids[3] = keccak256("emission.recycledPerEpoch");
    }

    /// @notice What a seat of the arbiters takes, and how long stake unbonds.
    function nodeRegistry(address target) internal pure returns (IPolicy.Binding memory to) {
        to = _to(target, INodeOperators.setTerms.selector, 2);
        to.ids[0] = keccak256("chain.arbiterStake");
        to.ids[1] = keccak256("chain.unbondingSeconds");
    }

    /// @notice How disputes are held, and what they cost whom.
    function proofOfRender(address target) internal pure returns (IPolicy.Binding memory to) {
        to = _to(target, IProofOfRender.setTerms.selector, 14);
        to.ids[0] = keccak256("disputes.bond");
        to.ids[1] = keccak256("disputes.windowSeconds");
        to.ids[2] = keccak256("disputes.arbiters");
        to.ids[3] = keccak256("disputes.commitSeconds");
        to.ids[4] = keccak256("disputes.revealSeconds");
        to.ids[5] = keccak256("chain.answerSeconds");
        to.ids[6] = keccak256("chain.referenceSeconds");
        to.ids[7] = keccak256("disputes.winnerPpm");
        to.ids[8] = keccak256("disputes.arbitersPpm");
        to.ids[9] = keccak256("penalties.disputeLost.stakePpm");
        to.ids[10] = keccak256("penalties.falseArbitration.stakePpm");
        to.ids[11] = keccak256("penalties.noArbitration.stakePpm");
        to.ids[12] = keccak256("penalties.equivocated.stakePpm");
        to.ids[13] = keccak256("chain.reporterPpm");
    }

    function _to(address target, bytes4 selector, uint256 terms) private pure returns (IPolicy.Binding memory) {
        return IPolicy.Binding(target, selector, new bytes32[](terms));
    }
}
