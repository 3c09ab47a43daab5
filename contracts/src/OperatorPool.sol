// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IEscrowToken} from "./interfaces/IEscrowToken.sol";
import {IOperatorPool} from "./interfaces/IOperatorPool.sol";

/// @title Operators' pool
/// @notice See {IOperatorPool}.
contract OperatorPool is IOperatorPool {
    using SafeERC20 for IEscrowToken;

    /// @notice The token that is paid.
    IEscrowToken public immutable TOKEN;

    /// @notice Who pays in and sets roots: whoever deployed the pool.
    address public immutable ESCROW;

    /// @inheritdoc IOperatorPool
    bytes32 public root;

    /// @inheritdoc IOperatorPool
    mapping(address operator => uint256 cumulative) public claimed;

    /// @param token The token that is paid.
    constructor(IEscrowToken token) {
        TOKEN = token;
        ESCROW = msg.sender;
    }

    /// @inheritdoc IOperatorPool
    function claim(address operator, uint256 cumulative, bytes32[] calldata proof) external returns (uint256 amount) {
        // Check
        bytes32 accepted = root;
        if (!MerkleProof.verifyCalldata(proof, accepted, leafOf(operator, cumulative))) {
            revert InvalidProof(operator, cumulative, accepted);
        }
        uint256 before = claimed[operator];
        if (cumulative <= before) revert NothingToClaim(operator, cumulative, before);

        // Effect
        claimed[operator] = cumulative;
        unchecked {
            amount = cumulative - before;
        }
        emit Claimed(operator, amount, cumulative);

        // Interaction
        TOKEN.safeTransfer(operator, amount);
    }

    /// @inheritdoc IOperatorPool
    function setRoot(bytes32 accepted) external {
        if (msg.sender != ESCROW) revert NotEscrow(msg.sender);
        root = accepted;
        emit RootAccepted(accepted);
    }

    /// @inheritdoc IOperatorPool
    function leafOf(address operator, uint256 cumulative) public view returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encode(block.chainid, address(this), operator, cumulative))));
    }
}
