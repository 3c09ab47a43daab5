// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PlainToken} from "./PlainToken.sol";

/// A token that calls back in the middle of every movement, before the balances change: the worst that a token could do to its callers.
contract ReentrantToken is PlainToken {
    address private target;
    bytes[] private calls;

    /// How many of the calls back succeeded.
    uint256 public succeeded;

    function arm(address target_, bytes[] calldata calls_) external {
        target = target_;
        for (uint256 i = 0; i < calls_.length; ++i) {
            calls.push(calls_[i]);
        }
    }

    function _update(address from, address to, uint256 value) internal override {
        bytes[] memory now_ = calls;
        delete calls;
        for (uint256 i = 0; i < now_.length; ++i) {
            (bool ok,) = target.call(now_[i]);
            if (ok) ++succeeded;
        }
        super._update(from, to, value);
    }
}
