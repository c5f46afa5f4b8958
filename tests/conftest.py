from tests.emptying import allow_emptying

allow_emptying()
