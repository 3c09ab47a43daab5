// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {BurnMint} from "../../src/BurnMint.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {RenderToken} from "../../src/RenderToken.sol";
import {Policy} from "../../src/governance/Policy.sol";
import {PolicyBindings} from "../../src/governance/PolicyBindings.sol";
import {IBurnMint} from "../../src/interfaces/IBurnMint.sol";
import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {INodeOperators} from "../../src/interfaces/INodeOperators.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {EmissionSchedule} from "../../src/libraries/EmissionSchedule.sol";

/// The network's own contracts, owned by the policy: a change arrives in each with the transaction that makes it.
contract PolicyContractsTest is Test {
    address private settler = makeAddr("settler");
    RenderToken private token;
    Policy private policy;
    IJobEscrow private escrow;
    BurnMint private burnMint;
    NodeRegistry private registry;

    function setUp() public {
        vm.warp(1_800_000_000);
        token = new RenderToken(address(this), 1_000_000e18);
        policy = new Policy(address(this), new IPolicy.Change[](0));
        // By its artifact, since everything imported beside it would be compiled through the IR.
        bytes memory arguments = abi.encode(token, policy, settler, settler, settler, IJobEscrow.Terms(1, 1, 1 hours));
        escrow = IJobEscrow(deployCode("JobEscrow.sol:JobEscrow", arguments));
        registry = new NodeRegistry(token, address(policy), INodeOperators.Terms(1e18, 1 hours));
        IBurnMint.Config memory config = IBurnMint.Config({
            token: token,
            schedule: EmissionSchedule.renderNetwork(),
            start: uint64(block.timestamp),
            epochSeconds: 7 days,
            windowSeconds: 1 days,
            lostPerWorkUnit: 5e14,
            terms: IBurnMint.Terms(0, 0, 0, 0),
            owner: address(policy),
            settler: settler,
            guardian: settler
        });
        burnMint = new BurnMint(config);
        policy.bind(0, PolicyBindings.jobEscrow(address(escrow)));
        policy.bind(1, PolicyBindings.burnMint(address(burnMint)));
        policy.bind(2, PolicyBindings.nodeRegistry(address(registry)));
    }

    function test_Bound_HaveThePolicysTerms() public view {
        _assertTerms(4_500, 500, 1 days, 4e14, 1_000, 1_000e18, 21 days);
        (uint256 number,) = escrow.settings();
        assertEq(number, 1);
    }

    function test_Changed_ArrivesInEachThatItConcerns() public {
        IPolicy.Change[] memory diff = new IPolicy.Change[](7);
        diff[0] = IPolicy.Change(keccak256("split.burnBp"), 4_000);
        diff[1] = IPolicy.Change(keccak256("split.operatorsBp"), 5_500);
        diff[2] = IPolicy.Change(keccak256("emission.capPerWorkUnit"), 3e14);
        diff[3] = IPolicy.Change(keccak256("chain.windowSeconds"), 2 days);
        diff[4] = IPolicy.Change(keccak256("chain.unbondingSeconds"), 30 days);
        diff[5] = IPolicy.Change(keccak256("emission.recycledFromEpoch"), 520);
        diff[6] = IPolicy.Change(keccak256("emission.recycledPerEpoch"), 1_000_000_000e18);
        policy.applyDiff(_sorted(diff));
        _assertTerms(4_000, 500, 2 days, 3e14, 1_000, 1_000e18, 30 days);
        (uint256 number,) = escrow.settings();
        assertEq(number, 2, "two of its terms changed at once");
        assertEq(burnMint.termsOf(1).recycledFromEpoch, 520);
        assertEq(burnMint.termsOf(1).recycledPerEpoch, 1_000_000_000e18);
    }

    /// The ledger's rule allows it, what was fixed at deployment does not: then nothing changes.
    function test_Refused_ByOne_ChangesNothing() public {
        IPolicy.Change[] memory diff = new IPolicy.Change[](3);
        diff[0] = IPolicy.Change(keccak256("prices.floor"), 2e15);
        diff[1] = IPolicy.Change(keccak256("emission.capPerWorkUnit"), 9e14);
        diff[2] = IPolicy.Change(keccak256("chain.arbiterStake"), 5e18);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_TermsOutOfRange.selector, 1_000, 9e14, 45e13));
        policy.applyDiff(_sorted(diff));
        _assertTerms(4_500, 500, 1 days, 4e14, 1_000, 1_000e18, 21 days);
        assertEq(policy.value(keccak256("prices.floor")), 1e15);
    }

    function test_Roles_AreReached() public {
        policy.forward(address(escrow), abi.encodeCall(escrow.setTreasury, (address(1))));
        assertEq(escrow.treasury(), address(1));
        policy.forward(address(registry), abi.encodeCall(registry.setSlasher, (settler)));
        assertEq(registry.slasher(), settler);
        policy.forward(address(registry), abi.encodeCall(registry.setAttestor, (settler, 3)));
        EmissionSchedule.Schedule memory schedule = EmissionSchedule.renderNetwork();
        schedule.dampingPpm = 900_000;
        policy.forward(address(burnMint), abi.encodeCall(burnMint.setSchedule, (schedule)));
        policy.setEmergency(address(this));
        policy.forwardInEmergency(address(escrow), abi.encodeCall(escrow.setSettler, (address(0))));
        policy.forwardInEmergency(address(burnMint), abi.encodeCall(burnMint.setSettler, (address(0))));
        policy.forwardInEmergency(address(registry), abi.encodeCall(registry.setSlasher, (address(0))));
        policy.forwardInEmergency(address(burnMint), abi.encodeCall(burnMint.setGuardian, (address(this))));
        assertEq(escrow.settler(), address(0));
        assertEq(burnMint.settler(), address(0));
        assertEq(registry.slasher(), address(0));
        assertEq(burnMint.guardian(), address(this));
    }

    function _assertTerms(uint256 burnBp, uint256 treasuryBp, uint256 window, uint256 cap, uint256 availabilityBp, uint256 stake, uint256 delay) private view {
        (uint256 number,) = escrow.settings();
        IJobEscrow.Terms memory terms = escrow.termsOf(number);
        assertEq(terms.burnBp, burnBp);
        assertEq(terms.treasuryBp, treasuryBp);
        assertEq(terms.window, window);
        IBurnMint.Terms memory minted = burnMint.termsOf(1);
        assertEq(minted.capPerWorkUnit, cap);
        assertEq(minted.availabilityBp, availabilityBp);
        assertEq(registry.terms().arbiterStake, stake);
        assertEq(registry.terms().unbondingSeconds, delay);
    }

    function _sorted(IPolicy.Change[] memory diff) private pure returns (IPolicy.Change[] memory) {
        for (uint256 i = 1; i < diff.length; ++i) {
            for (uint256 j = i; j > 0 && diff[j - 1].id > diff[j].id; --j) {
                (diff[j - 1], diff[j]) = (diff[j], diff[j - 1]);
            }
        }
        return diff;
    }
}
