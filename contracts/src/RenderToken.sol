// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {IRenderToken} from "./interfaces/IRenderToken.sol";

/// @title RenderToken
/// @notice See IRenderToken.
contract RenderToken is IRenderToken, ERC20, ERC20Burnable, ERC20Permit, ERC20Votes {
    /// @inheritdoc IRenderToken
    address public immutable deployer = msg.sender;

    /// @inheritdoc IRenderToken
    uint256 public immutable granted;

    /// @inheritdoc IRenderToken
    address public minter;

    /// @param holder Who receives what exists before the first epoch.
    /// @param amount How much that is, in units of 10⁻¹⁸ token; 0 for nothing.
    constructor(address holder, uint256 amount) ERC20("Render Network Token", "RNT") ERC20Permit("Render Network Token") {
        granted = amount;
        _mint(holder, amount);
    }

    /// @inheritdoc IRenderToken
    function setMinter(address minter_) external {
        // Check
        if (msg.sender != deployer) revert RenderToken_Forbidden(msg.sender, deployer);
        if (minter != address(0)) revert RenderToken_MinterIsSet(minter);
        if (minter_.code.length == 0) revert RenderToken_MinterHasNoCode(minter_);

        // Effect
        minter = minter_;
        emit MinterSet(minter_);
    }

    /// @inheritdoc IRenderToken
    function mint(address to, uint256 amount) external {
        // Check
        if (msg.sender != minter) revert RenderToken_Forbidden(msg.sender, minter);

        // Effect
        _mint(to, amount);
    }

    /// @notice Votes are counted by timestamp (ERC-6372), since the time between blocks differs from chain to chain.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice `mode=timestamp` (ERC-6372).
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc ERC20Permit
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _maxSupply() internal pure override returns (uint256) {
        return type(uint128).max;
    }

    function _update(address from, address to, uint256 amount) internal override(ERC20, ERC20Votes) {
        super._update(from, to, amount);
    }
}
