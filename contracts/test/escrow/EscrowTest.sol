// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test, Vm} from "forge-std/Test.sol";
import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {OperatorPool} from "../../src/OperatorPool.sol";
import {JobEscrow} from "../../src/JobEscrow.sol";
import {MerkleTree} from "../support/MerkleTree.sol";
import {PlainToken} from "../support/PlainToken.sol";

/// An escrow with every role, a creator with an infinite allowance, and the few steps that all tests share.
abstract contract EscrowTest is Test {
    uint96 internal constant CAP = 1_000e18;
    uint24 internal constant WINDOW = 1 days;
    uint16 internal constant BURN_BP = 4_500;
    uint16 internal constant TREASURY_BP = 500;

    address internal owner = makeAddr("owner");
    address internal settler = makeAddr("settler");
    address internal guardian = makeAddr("guardian");
    address internal treasury = makeAddr("treasury");
    address internal creator = makeAddr("creator");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal stranger = makeAddr("stranger");
    bytes32 internal order = keccak256("order");
    uint32 internal deadline;

    PlainToken internal token;
    JobEscrow internal escrow;
    OperatorPool internal pool;
    // What the last settlement opened its epoch with.
    IJobEscrow.Payment internal opened;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        deadline = uint32(block.timestamp + 30 days);
        token = new PlainToken();
        escrow = new JobEscrow(token, owner, settler, guardian, treasury, IJobEscrow.Terms(BURN_BP, TREASURY_BP, WINDOW));
        pool = escrow.POOL();
        token.mint(creator, 1_000_000e18);
        vm.prank(creator);
        token.approve(address(escrow), type(uint256).max);
    }

    function lock(bytes32 order_, uint96 cap) internal returns (bytes32) {
        vm.prank(creator);
        return escrow.lock(order_, cap, deadline, 0);
    }

    function one(bytes32 id, uint96 amount) internal pure returns (IJobEscrow.Charge[] memory charges) {
        charges = new IJobEscrow.Charge[](1);
        charges[0] = IJobEscrow.Charge(id, amount);
    }

    function none() internal pure returns (IJobEscrow.Charge[] memory) {
        return new IJobEscrow.Charge[](0);
    }

    function settle(bytes32 root, IJobEscrow.Charge[] memory charges) internal returns (uint256 number) {
        vm.prank(settler);
        vm.recordLogs();
        number = escrow.settle(root, charges);
        readOpened(vm.getRecordedLogs());
    }

    /// Keeps the payment that a recorded {IJobEscrow.Settled} holds, as anyone does who accepts.
    function readOpened(Vm.Log[] memory logs) internal {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IJobEscrow.Settled.selector) continue;
            (, opened,) = abi.decode(logs[i].data, (uint256, IJobEscrow.Payment, IJobEscrow.Charge[]));
        }
    }

    function ripen() internal {
        (, uint256 ripeAt) = escrow.epoch();
        vm.warp(ripeAt);
    }

    function accept() internal {
        ripen();
        escrow.accept(opened);
    }

    /// The root of alice's and bob's cumulative amounts.
    function rootOf(uint256 toAlice, uint256 toBob) internal view returns (bytes32) {
        return MerkleTree.root(leaves(toAlice, toBob));
    }

    function leaves(uint256 toAlice, uint256 toBob) internal view returns (bytes32[] memory two) {
        two = new bytes32[](2);
        two[0] = pool.leafOf(alice, toAlice);
        two[1] = pool.leafOf(bob, toBob);
    }

    function proofOf(uint256 index, uint256 toAlice, uint256 toBob) internal view returns (bytes32[] memory) {
        return MerkleTree.proof(leaves(toAlice, toBob), index);
    }

    function stateOf(bytes32 id) internal view returns (IJobEscrow.JobState state) {
        (, state) = escrow.job(id);
    }

    function assertState(bytes32 id, IJobEscrow.JobState expected) internal view {
        assertEq(uint8(stateOf(id)), uint8(expected), "state");
    }

    function wrongState(bytes32 id, IJobEscrow.JobState state) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IJobEscrow.WrongState.selector, id, state);
    }

    function permitOf(address signer, uint256 key) internal view returns (IJobEscrow.Permit memory permit) {
        return permitOf(signer, key, CAP);
    }

    function permitOf(address signer, uint256 key, uint256 amount) internal view returns (IJobEscrow.Permit memory permit) {
        bytes32 typeHash = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 body = keccak256(abi.encode(typeHash, signer, address(escrow), amount, token.nonces(signer), block.timestamp));
        permit.deadline = block.timestamp;
        (permit.v, permit.r, permit.s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), body)));
    }
}
