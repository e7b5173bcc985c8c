-- Who entered a home's own account of it at the desk (SX-12); nobody where the home wrote it on the phone.
ALTER TABLE conduct ADD COLUMN reply_by text;
