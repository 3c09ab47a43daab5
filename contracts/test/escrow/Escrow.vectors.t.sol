// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {JobEscrow} from "../../src/JobEscrow.sol";
import {MerkleTree} from "../support/MerkleTree.sol";
import {EscrowTest} from "./EscrowTest.sol";

/// The vectors that `Render.Network` computes and its tests freeze, played through the contracts: locks, top-ups, settlements, refunds and claims are equal to
/// the ledger's to the last unit, and nothing is left.
contract EscrowVectorsTest is EscrowTest {
    struct Booked {
        uint96 cap;
        uint96 topUp;
        bool settled;
        uint96 charge;
        uint256 refund;
    }

    struct Earned {
        string account;
        uint256 amount;
    }

    struct EscrowEpoch {
        uint16 burnBp;
        uint16 treasuryBp;
        Booked[] jobs;
        uint256 burnt;
        uint256 treasury;
        uint256 operators;
        Earned[] earned;
    }

    string private constant EPOCH = "EscrowEpoch(uint16 burnBp,uint16 treasuryBp,Booked[] jobs,uint256 burnt,uint256 treasury,uint256 operators,Earned[] earned)"
        "Booked(uint96 cap,uint96 topUp,bool settled,uint96 charge,uint256 refund)Earned(string account,uint256 amount)";

    function test_Epochs_PayAsTheLedgerDoes() external {
        // Hundreds of jobs in one test are more than a block would hold.
        vm.pauseGasMetering();
        EscrowEpoch[] memory cases = abi.decode(vm.parseJsonTypeArray(vm.readFile("../tests/vectors/escrow.json"), "$", EPOCH), (EscrowEpoch[]));
        assertGt(cases.length, 100);
        for (uint256 i = 0; i < cases.length; ++i) {
            _play(cases[i], vm.toString(i));
        }
    }

    function _play(EscrowEpoch memory epoch, string memory name) private {
        escrow = new JobEscrow(token, owner, settler, guardian, treasury, IJobEscrow.Terms(epoch.burnBp, epoch.treasuryBp, WINDOW));
        pool = escrow.POOL();
        uint256 toTreasury = token.balanceOf(treasury);
        // The compiler takes block.timestamp for constant within a call; this one sees what the last epoch waited.
        deadline = uint32(vm.getBlockTimestamp() + 30 days);
        IJobEscrow.Charge[] memory charges = _lockAll(epoch.jobs);

        bytes32[] memory leaves = new bytes32[](epoch.earned.length + 1);
        leaves[epoch.earned.length] = pool.leafOf(address(1), 0);
        for (uint256 j = 0; j < epoch.earned.length; ++j) {
            leaves[j] = pool.leafOf(_account(epoch.earned[j]), epoch.earned[j].amount);
        }
        settle(MerkleTree.root(leaves), charges);
        assertEq(opened.burnt, epoch.burnt, name);
        assertEq(opened.treasury, epoch.treasury, name);
        assertEq(opened.operators, epoch.operators, name);
        accept();

        for (uint256 j = 0; j < epoch.jobs.length; ++j) {
            if (epoch.jobs[j].settled) assertEq(escrow.refund(creator, bytes32(j)), epoch.jobs[j].refund, name);
        }
        for (uint256 j = 0; j < epoch.earned.length; ++j) {
            assertEq(pool.claim(_account(epoch.earned[j]), epoch.earned[j].amount, MerkleTree.proof(leaves, j)), epoch.earned[j].amount, name);
        }
        assertEq(token.balanceOf(treasury) - toTreasury, epoch.treasury, name);
        assertEq(token.balanceOf(address(escrow)), 0, name);
        assertEq(token.balanceOf(address(pool)), 0, name);
    }

    function _lockAll(Booked[] memory jobs) private returns (IJobEscrow.Charge[] memory charges) {
        charges = new IJobEscrow.Charge[](jobs.length);
        uint256 settled;
        for (uint256 j = 0; j < jobs.length; ++j) {
            token.mint(creator, uint256(jobs[j].cap) + jobs[j].topUp);
            vm.startPrank(creator);
            token.approve(address(escrow), type(uint256).max);
            bytes32 id = escrow.lock(bytes32(j), jobs[j].cap, deadline, 0);
            if (jobs[j].topUp != 0) escrow.topUp(bytes32(j), jobs[j].topUp, 0);
            vm.stopPrank();
            if (jobs[j].settled) {
                charges[settled++] = IJobEscrow.Charge(id, jobs[j].charge);
            } else {
                vm.prank(settler);
                assertEq(escrow.cancel(creator, bytes32(j)), jobs[j].refund);
            }
        }
        assembly ("memory-safe") {
            mstore(charges, settled)
        }
    }

    function _account(Earned memory earned) private pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(earned.account)))));
    }
}
