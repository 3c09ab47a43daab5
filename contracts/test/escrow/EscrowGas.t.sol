// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IEscrowToken} from "../../src/interfaces/IEscrowToken.sol";
import {JobEscrow} from "../../src/JobEscrow.sol";
import {RenderToken} from "../../src/RenderToken.sol";
import {MerkleTree} from "../support/MerkleTree.sol";
import {EscrowTest} from "./EscrowTest.sol";

/// Gas of whole transactions: every call runs as a transaction of its own, from cold storage, with its calldata and what comes back to it.
/// The figures are committed in snapshots/, beside the goals that the assertions here hold.
/// forge-config: default.isolate = true
contract EscrowGasTest is EscrowTest {
    uint256 private constant TASKS = 1_000;

    function setUp() public override {
        super.setUp();
        // The usual state: the escrow holds another job, the pool is not empty, and two epochs have been paid out.
        lock(keccak256("open"), CAP);
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 id = lock(keccak256(abi.encode("before", i)), CAP);
            settle(rootOf((i + 1) * 250e18, 1), one(id, CAP));
            accept();
        }
        pool.claim(alice, 500e18, proofOf(0, 500e18, 1));
    }

    function test_Lock_InfiniteAllowance() public {
        vm.prank(creator);
        escrow.lock(order, CAP, deadline, 0);
        assertLe(vm.snapshotGasLastCall("JobEscrow", "lock, plain ERC-20"), 66_000);
    }

    function test_Lock_TheNetworksOwnToken() public {
        RenderToken own = new RenderToken(creator, 10 * CAP);
        escrow = new JobEscrow(IEscrowToken(address(own)), owner, settler, guardian, treasury, IJobEscrow.Terms(BURN_BP, TREASURY_BP, WINDOW));
        vm.prank(creator);
        own.approve(address(escrow), type(uint256).max);
        lock("before", CAP);
        vm.prank(creator);
        escrow.lock(order, CAP, deadline, 0);
        assertLe(vm.snapshotGasLastCall("JobEscrow", "lock, RNT"), 92_000);

        vm.prank(creator);
        own.delegate(creator);
        vm.roll(block.number + 1);
        vm.warp(block.timestamp + 12);
        lock("voting", CAP);
        vm.roll(block.number + 1);
        vm.warp(block.timestamp + 12);
        vm.prank(creator);
        escrow.lock("next", CAP, deadline, 0);
        assertLe(vm.snapshotGasLastCall("JobEscrow", "lock, RNT whose votes are delegated"), 92_000);
    }

    function test_LockWithPermit_FirstAndLater() public {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        token.mint(signer, 10 * CAP);
        IJobEscrow.Permit memory permit = permitOf(signer, key);
        vm.prank(signer);
        escrow.lockWithPermit(order, CAP, deadline, 0, permit);
        assertLe(vm.snapshotGasLastCall("JobEscrow", "permit and lock, first"), 111_000);

        permit = permitOf(signer, key);
        vm.prank(signer);
        escrow.lockWithPermit(keccak256("later"), CAP, deadline, 0, permit);
        assertLe(vm.snapshotGasLastCall("JobEscrow", "permit and lock, later"), 91_500);
    }

    function test_Settle_OneJobOfAThousandTasks() public {
        IJobEscrow.Charge[] memory charges = _jobs(1);
        settle(keccak256("root"), charges);
        assertLe(vm.snapshotGasLastCall("JobEscrow", "settle, 1 job"), 50 * TASKS);
    }

    function test_Settle_ManyJobs() public {
        IJobEscrow.Charge[] memory charges = _jobs(10);
        settle(keccak256("root"), charges);
        vm.snapshotGasLastCall("JobEscrow", "settle, 10 jobs");
        accept();
        vm.snapshotGasLastCall("JobEscrow", "accept");

        charges = _jobs(1_000);
        settle(keccak256("root"), charges);
        vm.snapshotGasLastCall("JobEscrow", "settle, 1,000 jobs");
    }

    /// A thousand tasks from settlement to the last of fifty operators' claims, each having claimed before.
    function test_AllIn_AThousandTasksFiftyOperators() public {
        bytes32[] memory all = new bytes32[](50);
        uint256 sum;
        for (uint256 epoch = 1; epoch <= 2; ++epoch) {
            for (uint256 i = 0; i < all.length; ++i) {
                all[i] = pool.leafOf(vm.addr(i + 1), epoch * 9.876543210987654321e18);
            }
            IJobEscrow.Charge[] memory charges = one(lock(bytes32(epoch), CAP), CAP);
            settle(MerkleTree.root(all), charges);
            sum = vm.lastCallGas().gasTotalUsed;
            accept();
            sum += vm.lastCallGas().gasTotalUsed;
            for (uint256 i = 0; i < all.length; ++i) {
                bytes32[] memory proof = MerkleTree.proof(all, i);
                pool.claim(vm.addr(i + 1), epoch * 9.876543210987654321e18, proof);
                sum += vm.lastCallGas().gasTotalUsed;
            }
        }
        vm.snapshotValue("JobEscrow", "1,000 tasks of 1 job, 50 claims, all in", sum);
        assertLe(sum, 2_700 * TASKS);
    }

    function test_Claim_Depth16() public {
        bytes32[] memory path = new bytes32[](16);
        for (uint256 i = 0; i < path.length; ++i) {
            path[i] = keccak256(abi.encode(i));
        }
        bytes32 id = lock(order, CAP);
        settle(_fold(pool.leafOf(alice, 600e18), path), one(id, CAP));
        accept();
        pool.claim(alice, 600e18, path);
        assertLe(vm.snapshotGasLastCall("JobEscrow", "claim, depth 16, later"), 58_000);

        id = lock(keccak256("next"), CAP);
        settle(_fold(pool.leafOf(bob, 100e18), path), one(id, CAP));
        token.mint(bob, 1);
        accept();
        pool.claim(bob, 100e18, path);
        assertLe(vm.snapshotGasLastCall("JobEscrow", "claim, depth 16, first"), 75_000);
    }

    function _fold(bytes32 leaf, bytes32[] memory path) private pure returns (bytes32) {
        for (uint256 i = 0; i < path.length; ++i) {
            bytes32[] memory two = new bytes32[](2);
            (two[0], two[1]) = (leaf, path[i]);
            leaf = MerkleTree.root(two);
        }
        return leaf;
    }

    function _jobs(uint256 count) private returns (IJobEscrow.Charge[] memory charges) {
        charges = new IJobEscrow.Charge[](count);
        for (uint256 i = 0; i < count; ++i) {
            charges[i] = IJobEscrow.Charge(lock(keccak256(abi.encode("job", count, i)), 1e18), 0.987654321987654321e18);
        }
    }
}
