// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {BurnMint} from "../../src/BurnMint.sol";
import {RenderToken} from "../../src/RenderToken.sol";
import {IBurnMint} from "../../src/interfaces/IBurnMint.sol";
import {IRenderToken} from "../../src/interfaces/IRenderToken.sol";
import {EmissionSchedule} from "../../src/libraries/EmissionSchedule.sol";
import {BurnMintFixture} from "./BurnMintFixture.sol";

contract BurnMintTest is BurnMintFixture {
    /// @dev 2,500,000 work units; at 0.0004 RNT each: 1,000 RNT.
    uint128 private constant WORK = 2_500_000e6;
    uint128 private constant FOR_WORK = 1_000e18;
    /// @dev 1,000 · 0.1 / 0.9, rounded down.
    uint128 private constant FOR_AVAILABILITY = 111_111111111111111111;
    uint128 private constant MINTED = FOR_WORK + FOR_AVAILABILITY;
    uint128 private constant SCHEDULED = 43_758e18;

    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() external {
        deploy(defaults());
        earn(alice, 600e18);
        earn(bob, 400e18);
    }

    // constructor

    function test_Constructor() external {
        IBurnMint.Config memory config = defaults();
        config.token = token;
        vm.expectEmit();
        emit IBurnMint.TermsChanged(0, config.terms);
        vm.expectEmit();
        emit IBurnMint.SettlerChanged(settler);
        vm.expectEmit();
        emit IBurnMint.GuardianChanged(guardian);
        BurnMint made = new BurnMint(config);
        assertEq(address(made.token()), address(token));
        assertEq(made.start(), START);
        assertEq(made.epochSeconds(), WEEK);
        assertEq(made.windowSeconds(), WINDOW);
        assertEq(made.lostPerWorkUnit(), 0.0005e18);
        assertEq(made.owner(), owner);
        assertEq(made.nextEpoch(), 0);
        assertEq(made.pending().postedAt, 0);
    }

    function test_Constructor_RevertWhen_TokenHasNoCode() external {
        IBurnMint.Config memory config = defaults();
        config.token = RenderToken(stranger);
        _expectNone(config, abi.encodeWithSelector(IBurnMint.BurnMint_ConfigOutOfRange.selector));
    }

    function test_Constructor_RevertWhen_TimesAreOutOfRange() external {
        bytes memory refusal = abi.encodeWithSelector(IBurnMint.BurnMint_ConfigOutOfRange.selector);
        uint32[4] memory epochs = [0, 366 days + 1, WEEK, WEEK];
        uint32[4] memory windows = [WINDOW, WINDOW, 0, 30 days + 1];
        for (uint256 i; i < epochs.length; ++i) {
            IBurnMint.Config memory config = defaults();
            (config.token, config.epochSeconds, config.windowSeconds) = (token, epochs[i], windows[i]);
            _expectNone(config, refusal);
        }
        IBurnMint.Config memory most = defaults();
        (most.token, most.epochSeconds, most.windowSeconds) = (token, 366 days, 30 days);
        assertEq(new BurnMint(most).epochSeconds(), 366 days);
    }

    function test_Constructor_RevertWhen_ScheduleIsOutOfRange() external {
        bytes memory refusal = abi.encodeWithSelector(EmissionSchedule.EmissionSchedule_OutOfRange.selector);
        for (uint256 i; i < 6; ++i) {
            IBurnMint.Config memory config = defaults();
            config.token = token;
            if (i == 0) config.schedule.periods = new EmissionSchedule.Period[](0);
            if (i == 1) config.schedule.periods = _periods(33);
            if (i == 2) config.schedule.epochsPerYear = 0;
            if (i == 3) config.schedule.dampingPpm = 1_000_001;
            if (i == 4) config.schedule.periods[1].epochs = 0;
            if (i == 5) config.schedule.periods[1].perEpoch = 1_000_000_000e18 + 1;
            _expectNone(config, refusal);
        }
        IBurnMint.Config memory most = defaults();
        most.token = token;
        most.schedule.periods = _periods(32);
        most.schedule.dampingPpm = 1_000_000;
        assertEq(new BurnMint(most).emissionOf(1_000_000), 1_000_000_000e18);
    }

    function test_Constructor_RevertWhen_TermsAreOutOfRange() external {
        IBurnMint.Config memory config = defaults();
        config.token = token;
        config.terms.capPerWorkUnit = 0.00045e18 + 1;
        _expectNone(config, abi.encodeWithSelector(IBurnMint.BurnMint_TermsOutOfRange.selector, 1_000, 0.00045e18 + 1, 0.00045e18));
    }

    // post

    function test_Post() external {
        bytes32 root = currentRoot();
        vm.warp(burnMint.endOf(0));
        vm.expectEmit(address(burnMint));
        emit IBurnMint.Posted(0, root, WORK, 3, block.timestamp + WINDOW);
        vm.prank(settler);
        burnMint.post(0, WORK, 3, root);
        IBurnMint.Report memory report = burnMint.pending();
        assertEq(report.microWorkUnits, WORK);
        assertEq(report.answered, 3);
        assertEq(report.postedAt, block.timestamp);
        assertEq(report.root, root);
        assertEq(burnMint.root(), 0);
        assertEq(burnMint.minted(), 0);
        assertEq(burnMint.nextEpoch(), 0);
    }

    function test_Post_RevertWhen_CallerIsNotSettler() external {
        vm.warp(burnMint.endOf(0));
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_Forbidden.selector, owner, settler));
        vm.prank(owner);
        burnMint.post(0, WORK, 0, 0);
    }

    function test_Post_RevertWhen_EpochIsNotNext() external {
        vm.warp(burnMint.endOf(1));
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongEpoch.selector, 1, 0));
        vm.prank(settler);
        burnMint.post(1, WORK, 0, 0);
    }

    function test_Post_RevertWhen_Repeated() external {
        closeEpoch(0, WORK, 0);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongEpoch.selector, 0, 1));
        vm.prank(settler);
        burnMint.post(0, WORK, 0, 0);
    }

    function test_Post_RevertWhen_EpochIsNotOver() external {
        vm.warp(burnMint.endOf(0) - 1);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_EpochNotOver.selector, 0, START + WEEK));
        vm.prank(settler);
        burnMint.post(0, WORK, 0, 0);
    }

    function test_Post_RevertWhen_ReportIsPending() external {
        post(0, WORK, 0);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WindowOpen.selector, block.timestamp + WINDOW));
        vm.prank(settler);
        burnMint.post(0, WORK, 0, 0);
    }

    function test_Post_ClosesTheReportBefore() external {
        post(0, WORK, 1);
        post(1, WORK, 1);
        assertEq(burnMint.nextEpoch(), 1);
        assertEq(burnMint.minted(), MINTED);
        assertEq(burnMint.pending().postedAt, burnMint.endOf(1));
    }

    // reject

    function test_Reject() external {
        post(0, WORK, 1);
        bytes32 bad = currentRoot();
        vm.warp(block.timestamp + WINDOW - 1);
        vm.expectEmit(address(burnMint));
        emit IBurnMint.Rejected(0, bad);
        vm.prank(guardian);
        burnMint.reject(bad);
        assertEq(burnMint.pending().postedAt, 0);
        assertEq(burnMint.minted(), 0);

        closeEpoch(0, WORK, 1);
        assertEq(burnMint.minted(), MINTED);
    }

    function test_Reject_RevertWhen_CallerIsNotGuardian() external {
        post(0, WORK, 0);
        bytes32 root = currentRoot();
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_Forbidden.selector, owner, guardian));
        vm.prank(owner);
        burnMint.reject(root);
    }

    function test_Reject_RevertWhen_NothingIsPending() external {
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_NothingPending.selector));
        vm.prank(guardian);
        burnMint.reject(0);
    }

    function test_Reject_RevertWhen_WindowIsOver() external {
        post(0, WORK, 0);
        bytes32 root = currentRoot();
        vm.warp(block.timestamp + WINDOW);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WindowOver.selector, block.timestamp));
        vm.prank(guardian);
        burnMint.reject(root);
    }

    function test_Reject_RevertWhen_RootIsAnother() external {
        post(0, WORK, 0);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongRoot.selector, bytes32("late"), currentRoot()));
        vm.prank(guardian);
        burnMint.reject("late");
    }

    // close

    function test_Close() external {
        post(0, WORK, 3);
        vm.warp(block.timestamp + WINDOW);
        vm.expectEmit(address(burnMint));
        emit IBurnMint.Closed(0, currentRoot(), SCHEDULED, FOR_WORK, FOR_AVAILABILITY, SCHEDULED - MINTED, 0);
        vm.prank(stranger);
        burnMint.close();
        assertEq(burnMint.root(), currentRoot());
        assertEq(burnMint.minted(), MINTED);
        assertEq(burnMint.carried(), SCHEDULED - MINTED);
        assertEq(burnMint.nextEpoch(), 1);
        assertEq(burnMint.pending().postedAt, 0);
        assertEq(token.balanceOf(address(burnMint)), MINTED);
    }

    function test_Close_RevertWhen_NothingIsPending() external {
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_NothingPending.selector));
        burnMint.close();
    }

    function test_Close_RevertWhen_WindowIsOpen() external {
        post(0, WORK, 0);
        uint256 until = block.timestamp + WINDOW;
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WindowOpen.selector, until));
        burnMint.close();
    }

    function test_Close_NobodyAnswered_MintsForWorkAlone() external {
        closeEpoch(0, WORK, 0);
        assertEq(burnMint.minted(), FOR_WORK);
    }

    function test_Close_NobodyWorked_MintsNothing() external {
        closeEpoch(0, 0, 1_000_000);
        assertEq(burnMint.minted(), 0);
        assertEq(burnMint.carried(), SCHEDULED);
    }

    function test_Close_MoreWorkThanBudget_MintsScheduleAndCarry() external {
        closeEpoch(0, 0, 0);
        closeEpoch(1, type(uint128).max, 1);
        assertEq(burnMint.minted(), 2 * SCHEDULED);
        assertEq(burnMint.carried(), 0);
    }

    function test_Close_NotMinter_RevertsAndChangesNothing() external {
        IBurnMint.Config memory config = defaults();
        config.token = token;
        BurnMint other = new BurnMint(config);
        vm.warp(other.endOf(0));
        vm.prank(settler);
        other.post(0, WORK, 0, "root");
        vm.warp(block.timestamp + WINDOW);
        vm.expectRevert(abi.encodeWithSelector(IRenderToken.RenderToken_Forbidden.selector, other, burnMint));
        other.close();
        assertEq(other.nextEpoch(), 0);
        assertEq(other.pending().root, "root");
    }

    // claim

    function test_Claim() external {
        closeEpoch(0, WORK, 0);
        vm.expectEmit(address(burnMint));
        emit IBurnMint.Claimed(alice, 600e18, 600e18);
        bytes32[] memory proof = proofFor(alice);
        vm.prank(stranger);
        assertEq(burnMint.claim(alice, 600e18, proof), 600e18);
        assertEq(token.balanceOf(alice), 600e18);
        assertEq(token.balanceOf(stranger), 0);
        assertEq(burnMint.claimed(alice), 600e18);
    }

    function test_Claim_PaysAllEpochsSince() external {
        closeEpoch(0, WORK, 0);
        claim(bob, 400e18);
        earn(alice, 900e18);
        closeEpoch(1, WORK, 0);
        earn(alice, 1_500e18);
        earn(bob, 1_000e18);
        closeEpoch(2, WORK, 0);
        assertEq(claim(alice, 1_500e18), 1_500e18);
        assertEq(claim(bob, 1_000e18), 600e18);
    }

    function test_Claim_RevertWhen_ProofIsOfAnotherAccountOrAmount() external {
        closeEpoch(0, WORK, 0);
        bytes32[] memory proof = proofFor(alice);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongProof.selector, stranger, 600e18));
        burnMint.claim(stranger, 600e18, proof);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongProof.selector, alice, 600e18 + 1));
        burnMint.claim(alice, 600e18 + 1, proof);
    }

    function test_Claim_RevertWhen_RootDoesNotCountYet() external {
        post(0, WORK, 0);
        bytes32[] memory proof = proofFor(alice);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongProof.selector, alice, 600e18));
        burnMint.claim(alice, 600e18, proof);
    }

    function test_Claim_RevertWhen_OnAnotherChain() external {
        closeEpoch(0, WORK, 0);
        bytes32[] memory proof = proofFor(alice);
        vm.chainId(block.chainid + 1);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongProof.selector, alice, 600e18));
        burnMint.claim(alice, 600e18, proof);
    }

    function test_Claim_RevertWhen_InAnotherContract() external {
        closeEpoch(0, WORK, 0);
        bytes32[] memory proof = proofFor(alice);
        bytes32 root = currentRoot();
        deploy(defaults());
        vm.warp(burnMint.endOf(0));
        vm.prank(settler);
        burnMint.post(0, WORK, 0, root);
        vm.warp(block.timestamp + WINDOW);
        burnMint.close();
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongProof.selector, alice, 600e18));
        burnMint.claim(alice, 600e18, proof);
    }

    function test_Claim_RevertWhen_ClaimedAlready() external {
        closeEpoch(0, WORK, 0);
        bytes32[] memory proof = proofFor(alice);
        burnMint.claim(alice, 600e18, proof);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_NothingToClaim.selector, alice, 600e18, 600e18));
        burnMint.claim(alice, 600e18, proof);
    }

    function test_Claim_RevertWhen_RootPromisesMoreThanThereIs() external {
        earn(alice, FOR_WORK + 1);
        closeEpoch(0, WORK, 0);
        bytes32[] memory proof = proofFor(alice);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, burnMint, FOR_WORK, FOR_WORK + 1));
        burnMint.claim(alice, FOR_WORK + 1, proof);
        assertEq(claim(bob, 400e18), 400e18);
    }

    function test_Claim_GiftsToTheContractChangeNothing() external {
        token.transfer(address(burnMint), 1);
        closeEpoch(0, WORK, 0);
        assertEq(claim(alice, 600e18), 600e18);
        assertEq(claim(bob, 400e18), 400e18);
        assertEq(burnMint.minted(), FOR_WORK);
        (,, uint256 burned) = burnMint.supply();
        assertEq(burned, 0);
    }

    // setTerms

    function test_SetTerms_RevertWhen_CallerIsNotOwner() external {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
        burnMint.setTerms(IBurnMint.Terms(0, 0, 0, 0));
    }

    function test_SetTerms_RevertWhen_OutOfRange() external {
        vm.startPrank(owner);
        burnMint.setTerms(IBurnMint.Terms(0.00025e18, 5_000, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_TermsOutOfRange.selector, 5_000, 0.00025e18 + 1, 0.00025e18));
        burnMint.setTerms(IBurnMint.Terms(0.00025e18 + 1, 5_000, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_TermsOutOfRange.selector, 5_001, 0, 0));
        burnMint.setTerms(IBurnMint.Terms(0, 5_001, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_TermsOutOfRange.selector, type(uint16).max, 0, 0));
        burnMint.setTerms(IBurnMint.Terms(0, type(uint16).max, 0, 0));
    }

    function test_SetTerms_BeforeTheStart_HoldFromEpoch0() external {
        vm.warp(START - 1);
        vm.prank(owner);
        burnMint.setTerms(IBurnMint.Terms(7, 0, 0, 0));
        assertEq(burnMint.termsOf(0).capPerWorkUnit, 7);
    }

    function test_SetTerms_NeverChangesAnEpochThatHasBegun() external {
        for (uint128 i = 1; i <= 3; ++i) {
            vm.warp(burnMint.endOf(i));
            vm.expectEmit(address(burnMint));
            emit IBurnMint.TermsChanged(i + 2, IBurnMint.Terms(i, 0, 0, 0));
            vm.prank(owner);
            burnMint.setTerms(IBurnMint.Terms(i, 0, 0, 0));
        }
        uint128[7] memory caps = [0.0004e18, 0.0004e18, 0.0004e18, uint128(1), 2, 3, 3];
        for (uint256 epoch; epoch < caps.length; ++epoch) {
            assertEq(burnMint.termsOf(epoch).capPerWorkUnit, caps[epoch]);
        }

        // Epochs that are closed late are closed by their own terms.
        closeEpoch(0, WORK, 0);
        assertEq(burnMint.minted(), FOR_WORK);
        closeEpoch(1, 0, 0);
        closeEpoch(2, 0, 0);
        closeEpoch(3, 5e6, 0);
        assertEq(burnMint.minted(), FOR_WORK + 5);
    }

    function test_SetTerms_TwiceInOneEpoch_TheLaterHolds() external {
        vm.startPrank(owner);
        burnMint.setTerms(IBurnMint.Terms(1, 1, 0, 0));
        burnMint.setTerms(IBurnMint.Terms(2, 2, 0, 0));
        assertEq(burnMint.termsOf(0).availabilityBp, 1_000);
        assertEq(burnMint.termsOf(1).availabilityBp, 2);
    }

    function test_SetTerms_RevertWhen_RecyclingIsOutOfRange() external {
        vm.startPrank(owner);
        burnMint.setTerms(IBurnMint.Terms(0, 0, type(uint32).max, 1_000_000_000e18));
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_RecyclingOutOfRange.selector, 1_000_000_000e18 + 1, 1_000_000_000e18));
        burnMint.setTerms(IBurnMint.Terms(0, 0, 0, 1_000_000_000e18 + 1));
    }

    // roles

    function test_Roles_FormerOnesCanDoNothing() external {
        vm.startPrank(owner);
        vm.expectEmit(address(burnMint));
        emit IBurnMint.SettlerChanged(alice);
        burnMint.setSettler(alice);
        vm.expectEmit(address(burnMint));
        emit IBurnMint.GuardianChanged(bob);
        burnMint.setGuardian(bob);
        vm.stopPrank();
        vm.warp(burnMint.endOf(0));
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_Forbidden.selector, settler, alice));
        vm.prank(settler);
        burnMint.post(0, 0, 0, 0);
        vm.prank(alice);
        burnMint.post(0, 0, 0, "root");
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_Forbidden.selector, guardian, bob));
        vm.prank(guardian);
        burnMint.reject("root");
        vm.prank(bob);
        burnMint.reject("root");
    }

    function test_Roles_RevertWhen_StrangerNamesThem() external {
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        burnMint.setSettler(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        burnMint.setGuardian(stranger);
    }

    function test_Roles_AllLost_EverythingMintedIsStillPaid() external {
        closeEpoch(0, WORK, 0);
        earn(alice, 1_600e18);
        post(1, WORK, 0);
        vm.startPrank(owner);
        burnMint.setSettler(address(0));
        burnMint.setGuardian(address(0));
        burnMint.renounceOwnership();
        vm.stopPrank();
        vm.warp(block.timestamp + WINDOW);
        burnMint.close();
        assertEq(claim(alice, 1_600e18), 1_600e18);
        assertEq(claim(bob, 400e18), 400e18);
        assertEq(token.balanceOf(address(burnMint)), 0);
    }

    // supply

    function test_Supply_AndTheBurnChangesNoEmission() external {
        token.burn(GRANT);
        closeEpoch(0, WORK, 0);
        (uint256 granted, uint256 minted, uint256 burned) = burnMint.supply();
        assertEq(granted, GRANT);
        assertEq(minted, FOR_WORK);
        assertEq(burned, GRANT);
        assertEq(token.totalSupply(), FOR_WORK);
        assertEq(burnMint.emissionOf(1), SCHEDULED);
    }

    function _periods(uint256 count) private pure returns (EmissionSchedule.Period[] memory periods) {
        periods = new EmissionSchedule.Period[](count);
        for (uint256 i; i < count; ++i) {
            periods[i] = EmissionSchedule.Period(1, 1_000_000_000e18);
        }
    }

    function _expectNone(IBurnMint.Config memory config, bytes memory refusal) private {
        vm.expectRevert(refusal);
        new BurnMint(config);
    }
}
