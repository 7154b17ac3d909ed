web_instance_type = "m6i.xlarge"
certificate_arn   = "arn:aws:acm:eu-west-1:111122223333:certificate/0b1d7a5c-1111-2222-3333-444455556666"
