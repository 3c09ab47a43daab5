// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IReceiptProof} from "./interfaces/IReceiptProof.sol";
import {IEscrowToken} from "./interfaces/IEscrowToken.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {IProofOfRender} from "./interfaces/IProofOfRender.sol";
import {ArbiterVote} from "./libraries/ArbiterVote.sol";
import {DisputeSplit} from "./libraries/DisputeSplit.sol";
import {MerkleSum, MerkleSums} from "./libraries/MerkleSum.sol";
import {ReceiptCodec} from "./libraries/ReceiptCodec.sol";
import {TaskCodec} from "./libraries/TaskCodec.sol";
import {DisputeBook} from "./proof/DisputeBook.sol";
import {Panels} from "./proof/Panels.sol";
import {ProofTerms} from "./proof/ProofTerms.sol";
import {Walks} from "./proof/Walks.sol";

/// @title Proof of Render
/// @notice See {IProofOfRender}. Here a dispute begins and ends; between lie {Walks} and {Panels}.
/// @dev A dispute is closed before its stakes are taken, and nobody is paid but by {withdraw}: what a receiver does stops nobody else, and what the registry or the
/// token do on the way finds a closed dispute. Amounts have 96 bits, times 32 (until 2106).
contract ProofOfRender is Walks, Panels {
    using MerkleSums for MerkleSum;
    using MerkleSums for bytes;
    using ReceiptCodec for bytes;
    using SafeERC20 for IEscrowToken;
    using TaskCodec for bytes;

    // How a dispute ends.
    struct Outcome {
        Winner winner;
        // The vote of the leaf that was found; zero where nothing was.
        bytes32 truth;
        bool engineFault;
        uint256 paid;
        uint256 toWinner;
        uint256 toArbiters;
        uint256 burned;
    }

    /// @notice The token of bonds and stakes.
    IEscrowToken public immutable TOKEN;

    /// @notice What tells whether a node signed a receipt.
    IReceiptProof public immutable PROOF;

    /// @notice SHA-256 of the network's name, as its receipts have it.
    bytes32 public immutable NETWORK;

    /// @inheritdoc IProofOfRender
    mapping(address account => uint256) public owed;

    /// @inheritdoc IProofOfRender
    mapping(bytes32 receipt => bool) public isConvicted;

    /// @inheritdoc IProofOfRender
    mapping(bytes32 node => mapping(bytes16 lease => bool)) public isReported;

    /// @param token The token of bonds and stakes.
    /// @param registry Whose slasher this contract is to be; of the same token.
    /// @param proof What tells whether a node signed a receipt.
    /// @param network SHA-256 of the network's name.
    /// @param owner_ Who sets the rest; the timelock of governance.
    /// @param reference_ Who speaks for the reference CPU.
    /// @param terms_ The first terms.
    constructor(IEscrowToken token, INodeRegistry registry, IReceiptProof proof, bytes32 network, address owner_, address reference_, Terms memory terms_)
        ProofTerms(owner_, reference_, terms_)
        DisputeBook(registry)
    {
        TOKEN = token;
        PROOF = proof;
        NETWORK = network;
    }

    // ───────────────────────────── begin ─────────────────────────────

    /// @inheritdoc IProofOfRender
    function open(Claim calldata claim, bytes calldata levels) external returns (bytes32 id) {
        Dispute storage books;
        (id, books) = _open(claim);
        books.nodeSum = claim.receipt.commitment();
        if (books.nodeSum.equals(claim.sum)) revert SameResult(books.receipt);
        _begin(id, books, levels);
        _takeBond(books);
    }

    /// @inheritdoc IProofOfRender
    function openAt(Claim calldata claim, uint32 index, bytes calldata path) external returns (bytes32 id) {
        Dispute storage books;
        (id, books) = _open(claim);
        if (!path.proves(index, books.blocks, claim.receipt.commitment())) revert NotInTree(books.receipt, index);
        books.index = index;
        books.nodeSum = path.at(0);
        if (books.nodeSum.equals(claim.sum)) revert SameResult(books.receipt);
        _reach(id, books);
        _takeBond(books);
    }

    // ───────────────────────────── end ─────────────────────────────

    /// @inheritdoc IProofOfRender
    function expire(bytes32 id) external {
        Dispute storage books = _in(id, Phase.Walking);
        _after(id, books.deadline);
        _close(id, books, _voteFor(books.nodesTurn ? books.claimSum : books.nodeSum), false);
    }

    /// @inheritdoc IProofOfRender
    function rule(bytes32 id, MerkleSum calldata leaf, bool engineFault) external {
        // Check
        if (msg.sender != referenceCpu) revert NotAllowed(msg.sender, referenceCpu);
        Dispute storage books = _voted(id);
        _until(id, books.deadline);

        bytes32 word = ArbiterVote.voteFor(leaf);
        bytes32 majority = _majority(id);
        // What the reference CPU finds itself no majority makes false.
        _close(id, books, majority == 0 || word == _voteFor(books.nodeSum) ? word : majority, engineFault);
    }

    /// @inheritdoc IProofOfRender
    function settle(bytes32 id) external {
        // Check
        Dispute storage books = _voted(id);
        bytes32 majority = _majority(id);
        if (majority != _voteFor(books.nodeSum)) _after(id, books.deadline);

        _close(id, books, majority, false);
    }

    /// @inheritdoc IProofOfRender
    function abandon(bytes32 id) external {
        // Check
        Dispute storage books = _disputes[id];
        if (books.phase == Phase.None || books.phase == Phase.Closed) revert WrongPhase(id, books.phase);
        _after(id, books.deadline + GRACE_SECONDS);

        // Effect
        books.phase = Phase.Closed;
        owed[books.claimant] += _terms[books.terms].bond;
        emit Abandoned(id);
    }

    /// @inheritdoc IProofOfRender
    function reportEquivocation(SignedReceipt calldata first, SignedReceipt calldata second, bytes32 x, bytes32 y) external returns (uint256 toReporter) {
        // Check
        bytes32 a = PROOF.checkReceipt(first.receipt, first.r, first.s, x, y);
        bytes32 b = PROOF.checkReceipt(second.receipt, second.r, second.s, x, y);
        (bytes32 node, bytes16 lease) = (first.receipt.node(), first.receipt.lease());
        // Both are the node's, since one key signed them.
        bool convicts = a != b && second.receipt.lease() == lease && second.receipt.task() == first.receipt.task() && first.receipt.network() == NETWORK
            && second.receipt.network() == NETWORK;
        if (!convicts) revert NoEquivocation(a, b);
        if (isReported[node][lease]) revert AlreadyReported(node, lease);

        // Effect
        isReported[node][lease] = true;

        // Interaction
        Terms storage set = _terms[_latest];
        uint256 amount = REGISTRY.slash(node, set.equivocatedPpm, sha256(abi.encodePacked(a, b)));
        toReporter = amount * set.reporterPpm / DisputeSplit.WHOLE;
        owed[msg.sender] += toReporter;
        emit Equivocated(node, lease, a, b, msg.sender, amount, toReporter);
        if (amount != toReporter) TOKEN.burn(amount - toReporter);
    }

    /// @inheritdoc IProofOfRender
    function withdraw(address account) external returns (uint256 amount) {
        // Check
        amount = owed[account];
        if (amount == 0) revert NothingOwed(account);

        // Effect
        owed[account] = 0;
        emit Withdrawn(account, amount);

        // Interaction
        TOKEN.safeTransfer(account, amount);
    }

    /// @inheritdoc IProofOfRender
    function disputeId(bytes32 receipt, address claimant) public view returns (bytes32) {
        return sha256(abi.encode(block.chainid, address(this), receipt, claimant));
    }

    // ───────────────────────────── inside ─────────────────────────────

    function _open(Claim calldata claim) private returns (bytes32 id, Dispute storage books) {
        // Check
        bytes calldata receipt = claim.receipt;
        bytes32 digest = PROOF.checkReceipt(receipt, claim.r, claim.s, claim.x, claim.y);
        if (receipt.network() != NETWORK) revert WrongNetwork(receipt.network(), NETWORK);
        address operator = REGISTRY.node(receipt.node()).operator;
        if (operator == address(0)) revert UnknownNode(receipt.node());
        Terms storage set = _terms[_latest];
        id = disputeId(digest, msg.sender);
        _until(id, receipt.finishedUnixMs() / 1_000 + set.windowSeconds);
        books = _disputes[id];
        if (books.phase != Phase.None) revert AlreadyDisputed(id);

        // Effect
        (books.claimant, books.openedAt, books.terms, books.phase) = (msg.sender, uint32(block.timestamp), _latest, Phase.Walking);
        (books.receipt, books.node, books.operator) = (digest, receipt.node(), operator);
        (books.blocks, books.listed) = (uint32(receipt.blocks(claim.order, claim.cut)), uint32(REGISTRY.arbiters()));
        books.claimSum = claim.sum;
        emit Opened(id, digest, books.node, msg.sender, claim.sum);
    }

    function _takeBond(Dispute storage books) private {
        TOKEN.safeTransferFrom(msg.sender, address(this), _terms[books.terms].bond);
    }

    function _voted(bytes32 id) private view returns (Dispute storage books) {
        books = _in(id, Phase.Committing);
        if (!_allRevealed(id, books)) revert TooEarly(id, books.revealEnd);
    }

    function _voteFor(MerkleSum storage leaf) private pure returns (bytes32) {
        return ArbiterVote.voteFor(leaf);
    }

    /// Ends a dispute: takes the losers' stakes or the bond, and divides them.
    function _close(bytes32 id, Dispute storage books, bytes32 truth, bool engineFault) private {
        // Effect
        Outcome memory end;
        end.truth = truth;
        if (truth == _voteFor(books.nodeSum)) end.winner = Winner.Node;
        else if (truth == _voteFor(books.claimSum)) end.winner = Winner.Claimant;
        else end.winner = Winner.Nobody;
        end.engineFault = engineFault && end.winner != Winner.Node;
        books.phase = Phase.Closed;
        // A receipt is paid for once, however many disputed it. Who comes later was right all the same, and gets the bond back.
        bool nodePays = end.winner != Winner.Node && truth != 0 && !end.engineFault && !isConvicted[books.receipt];
        if (nodePays) isConvicted[books.receipt] = true;

        // Interaction
        Terms storage set = _terms[books.terms];
        if (end.winner == Winner.Node) end.paid = set.bond;
        else owed[books.claimant] += set.bond;
        if (nodePays) end.paid = REGISTRY.slash(books.node, set.disputeLostPpm, id);
        bytes32[] memory right = _slashArbiters(id, set, end);
        _divide(id, books, set, end, right);
        emit Settled(id, end.winner, truth, end.engineFault, end.paid, end.toWinner, end.toArbiters, end.burned);
        if (end.burned != 0) TOKEN.burn(end.burned);
    }

    /// Takes what arbiters pay who showed another leaf or none, and returns the nodes of those who were right. Where nothing was decided, nobody was wrong.
    function _slashArbiters(bytes32 id, Terms storage set, Outcome memory end) private returns (bytes32[] memory right) {
        Seat[] storage seats = _panels[id];
        right = new bytes32[](seats.length);
        uint256 count = 0;
        for (uint256 i = 0; i < seats.length; ++i) {
            Seat storage seat = seats[i];
            bool voted = seat.vote == Vote.Revealed;
            if (voted && seat.word == end.truth) right[count++] = seat.node;
            else if (!voted || end.truth != 0) end.paid += REGISTRY.slash(seat.node, voted ? set.falseArbitrationPpm : set.noArbitrationPpm, id);
        }
        assembly ("memory-safe") {
            mstore(right, count)
        }
    }

    function _divide(bytes32 id, Dispute storage books, Terms storage set, Outcome memory end, bytes32[] memory right) private {
        (end.toWinner, end.toArbiters, end.burned) =
            DisputeSplit.split(end.paid, end.winner == Winner.Nobody ? 0 : set.winnerPpm, right.length == 0 ? 0 : set.arbitersPpm);
        if (end.toWinner != 0) owed[end.winner == Winner.Node ? books.operator : books.claimant] += end.toWinner;
        if (end.toArbiters == 0) return;
        uint256[] memory parts = DisputeSplit.share(end.toArbiters, right);
        uint256 next = 0;
        for (uint256 i = 0; next < right.length; ++i) {
            Seat storage seat = _panels[id][i];
            if (seat.node == right[next]) owed[seat.operator] += parts[next++];
        }
    }
}
